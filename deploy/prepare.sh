#!/bin/sh
# Makes what the services of docker-compose.yml share and nobody should have to make by hand: an authority of
# their own, certificates for the proxy and the store, the store's password and the session secret. What is there
# already, stays. Each service gets a folder with only what it needs; the authority's key is thrown away.
set -eu
out=${1:?usage: prepare.sh FOLDER [HOST-OF-THE-STORE]}
store_host=${2:-store}
[ -e "$out/done" ] && exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077
mkdir -p "$out/site" "$out/store" "$out/proxy" "$out/pool"

openssl req -x509 -newkey rsa:2048 -nodes -days 825 -subj "/CN=Local authority" \
  -keyout "$work/ca.key" -out "$work/ca.crt" 2>/dev/null

certificate() { # NAME SUBJECT-ALTERNATIVE-NAMES
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$work/$1.key" -out "$work/$1.csr" 2>/dev/null
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$2" >"$work/$1.ext"
  openssl x509 -req -in "$work/$1.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days 825 \
    -extfile "$work/$1.ext" -out "$work/$1.crt" 2>/dev/null
}
secret() { openssl rand -hex 32; }

certificate proxy "DNS:localhost,IP:127.0.0.1"
certificate store "DNS:$store_host,DNS:localhost,IP:127.0.0.1"
password=$(secret)

cat "$work/proxy.crt" "$work/proxy.key" >"$out/proxy/site.pem"

cp "$work/ca.crt" "$work/store.crt" "$work/store.key" "$out/store/"
printf '%s' "$password" >"$out/store/password"
cat >"$out/store/valkey.conf" <<CONF
port 0
tls-port 6379
tls-cert-file $out/store/store.crt
tls-key-file $out/store/store.key
tls-ca-cert-file $out/store/ca.crt
tls-auth-clients no
requirepass $password
# Sessions survive a restart, and are never pushed out to make room.
appendonly yes
maxmemory-policy noeviction
CONF

cp "$work/ca.crt" "$out/site/"
printf 'rediss://:%s@%s:6379' "$password" "$store_host" >"$out/site/redis_url"
secret >"$out/site/session_secret"
# For the local pool alone: a real client's secret comes from the pool.
secret >"$out/pool/client_secret"
cp "$out/pool/client_secret" "$out/site/local_client_secret"

# The users that the images run as.
if [ "$(id -u)" = 0 ]; then
  chmod 755 "$out"
  chown -R 1000:1000 "$out/site" "$out/pool"
  chown -R 999:999 "$out/store"
  chown -R 99:99 "$out/proxy"
fi
touch "$out/done"
