#!/bin/sh
# Makes what the services of the compose files share and nobody should have to make by hand: certificates for the proxy and the
# store with their authorities, the store's password and the session secret. It runs at every start: what was made
# stays until it is about to end, and what somebody gives of their own (/run/secrets, see docker-compose.yml) is taken anew each
# time. Each service gets a folder with only what it needs; the keys of the authorities are thrown away.
#
#   prepare.sh FOLDER          what is missing
#   prepare.sh FOLDER renew    certificates anew, before their time
set -eu
umask 077
out=${1:?usage: prepare.sh FOLDER [renew]}
given=${GIVEN:-/run/secrets}
store_host=${STORE_HOST:-store}
site=$out/site store=$out/store proxy=$out/proxy pool=$out/pool
month=2592000
renew=${2:-}

fail() {
  echo "$1" >&2
  exit 1
}

for name in ${GIVEN_AS_VALUE:-}; do
  fail "$name is given as a value, which docker inspect would show: put it into a file, and give ${name}_FILE=path-of-the-file."
done

secret() { openssl rand -hex 32; }

# Empty files stand for what was not given.
is_given() { [ -s "$given/$1" ]; }

# Where the folders are volumes, it is there already, in a container that may write nowhere else.
[ -d "$out" ] || { mkdir -p "$out" && chmod 755 "$out"; }
mkdir -p "$site" "$store" "$proxy"
[ "${FOR_LOCAL_POOL:-}" = '' ] || mkdir -p "$pool"

# NAME DAYS SUBJECT-ALTERNATIVE-NAMES. Each has an authority of its own: when that of the proxy is made anew, the store's is still
# believed by everybody who runs.
make_certificate() {
  work=$(mktemp -d)
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=Local authority of the $1" \
    -keyout "$work/ca.key" -out "$work/ca.crt" 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$work/$1.key" -out "$work/$1.csr" 2>/dev/null
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$3" >"$work/$1.ext"
  openssl x509 -req -in "$work/$1.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days "$2" \
    -extfile "$work/$1.ext" -out "$work/$1.crt" 2>/dev/null
  cp "$work/ca.crt" "$out/$1/ca.crt"
}

is_good() { [ "$renew" = '' ] && openssl x509 -in "$1" -noout -checkend "$month" >/dev/null 2>&1; }

# What browsers meet may be good for 825 days at most.
if ! is_good "$proxy/made.pem" || ! is_good "$proxy/ca.crt"; then
  make_certificate proxy 825 'DNS:localhost,IP:127.0.0.1'
  cat "$work/proxy.crt" "$work/proxy.key" >"$proxy/made.pem"
  rm -rf "$work"
fi
# The store is met by our own site only.
if ! is_good "$store/store.crt"; then
  make_certificate store 3650 "DNS:$store_host,DNS:localhost,IP:127.0.0.1"
  cp "$work/store.crt" "$work/store.key" "$store/"
  rm -rf "$work"
fi
cat "$store/ca.crt" "$proxy/ca.crt" >"$site/ca.crt"

# The proxy's: one's own, or the one that was made.
if is_given tls_certificate || is_given tls_key; then
  is_given tls_certificate && is_given tls_key || fail 'TLS_CERTIFICATE_FILE and TLS_KEY_FILE belong together: give both or neither.'
  of_certificate=$(openssl x509 -in "$given/tls_certificate" -noout -pubkey 2>/dev/null) ||
    fail 'TLS_CERTIFICATE_FILE is no certificate in PEM form.'
  of_key=$(openssl pkey -in "$given/tls_key" -passin pass: -pubout 2>/dev/null) ||
    fail 'TLS_KEY_FILE is no private key in PEM form without a passphrase.'
  [ "$of_certificate" = "$of_key" ] || fail 'TLS_KEY_FILE is not the key of the first certificate in TLS_CERTIFICATE_FILE.'
  # A last line without an end would run into the key.
  { cat "$given/tls_certificate" && echo && cat "$given/tls_key"; } >"$proxy/site.pem"
else
  cp "$proxy/made.pem" "$proxy/site.pem"
fi
echo "The certificate of the proxy is good until $(openssl x509 -in "$proxy/site.pem" -noout -enddate | cut -d= -f2)."

[ -s "$store/password" ] || secret | tr -d '\n' >"$store/password"
cat >"$store/valkey.conf" <<CONF
port 0
tls-port 6379
tls-cert-file $store/store.crt
tls-key-file $store/store.key
tls-ca-cert-file $store/ca.crt
tls-auth-clients no
requirepass $(cat "$store/password")
# Sessions survive a restart, and are never pushed out to make room.
appendonly yes
maxmemory ${STORE_MEMORY:-256mb}
maxmemory-policy noeviction
CONF

[ -s "$site/made_session_secret" ] || secret >"$site/made_session_secret"
[ -s "$pool/client_secret" ] || [ ! -d "$pool" ] || secret | tr -d '\n' >"$pool/client_secret"

# PLACE GIVEN-NAME OTHERWISE: what was given, or what stands for it.
put() { if is_given "$2"; then cat "$given/$2" >"$1"; else printf '%s' "$3" >"$1"; fi; }
put "$site/session_secret" session_secret "$(cat "$site/made_session_secret")"
put "$site/redis_url" redis_url "rediss://:$(cat "$store/password")@$store_host:6379"
put "$site/cognito_client_secret" cognito_client_secret "$(cat "$pool/client_secret" 2>/dev/null || true)"

# The users that the services run as.
if [ "$(id -u)" = 0 ]; then
  chown -R 1000:1000 "$site"
  chown -R 999:999 "$store"
  chown -R 99:99 "$proxy"
  [ ! -d "$pool" ] || chown -R 1001:1001 "$pool"
fi
