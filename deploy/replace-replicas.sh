#!/bin/sh
# Replaces the replicas of docker-compose.yml one by one by what it says now (a new image, other settings): a new one is started
# and ready before the next old one is told to stop, so nobody waits and nobody is signed out. When a new one does not become
# ready, it is taken away again, and the old ones go on.
#
#   docker compose build site && deploy/replace-replicas.sh
set -eu
cd "$(dirname "$0")/.."

old=$(docker compose ps --quiet site)
[ -n "$old" ] || { echo 'No replica is running: docker compose up --detach' >&2; exit 1; }
count=$(echo "$old" | wc -l)

# Certificates, secrets and settings as they are now; with a mistake in them nothing is replaced.
docker compose run --rm prepare
docker compose run --rm --no-deps settings

# Healthy means alive; ready, that store and user pool answer it.
is_ready() {
  docker exec "$1" node -e 'fetch("http://127.0.0.1:3000/readyz").then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))' 2>/dev/null
}

wait_until_ready() {
  for _ in $(seq 40); do
    if is_ready "$1"; then return; fi
    sleep 1
  done
  docker logs --tail 5 "$1" >&2
  docker stop "$1" >/dev/null
  docker rm "$1" >/dev/null
  echo 'The new replica did not become ready, and was taken away again. Its last lines are above.' >&2
  exit 1
}

known=$old
for container in $old; do
  docker compose up --detach --no-deps --no-recreate --scale "site=$((count + 1))" site
  new=$(docker compose ps --quiet site | grep -vxF "$known")
  wait_until_ready "$new"
  known="$known
$new"
  # The proxy asks every second who is there, and then whether they are ready.
  sleep 3
  # The site says that it is going, goes on for two and a half seconds, and finishes what it has begun.
  docker stop "$container" >/dev/null
  docker rm "$container" >/dev/null
  echo "Replaced $container"
done
