#!/bin/sh
# Replaces the replicas of docker-compose.yml one by one by what it says now (a new image, other settings): a new one is started
# and healthy before the next old one is told to stop, so nobody waits and nobody is signed out.
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

for container in $old; do
  docker compose up --detach --no-deps --no-recreate --wait --scale "site=$((count + 1))" site
  # The proxy asks every second who is there, and then whether they are ready.
  sleep 3
  # The site says that it is going, goes on for two and a half seconds, and finishes what it has begun.
  docker stop "$container" >/dev/null
  docker rm "$container" >/dev/null
  echo "Replaced $container"
done
