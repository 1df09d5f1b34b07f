#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints the secrets that the chart needs (names as in its values files), with new random passwords and new keys:
#
#   ./secrets.sh | kubectl apply -n temoin -f -
#
# Run it once: another run would give other keys, under which nothing that was stored can be read. For an installation that
# lasts, keep its output as you keep your most important keys, and not beside the backups of the databases.
#
# Keysets are made by the services' images, with docker; set CONTAINERS=podman for podman, or TEMOIN_APPS to the root of a built
# checkout to use its jars and no image. OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, DIALER_ID and DIALER_SECRET are those of the demo
# realm unless you set them. With KEY_PROVIDER (vault, aws-kms or pkcs11, as keys.provider of the chart), it makes no keys, and needs
# neither images nor jars: keysets are made at the provider, and the keys that sign by a key ceremony (docs/deploy/production.md).
# DATABASE_ADMIN and DATABASE_ADMIN_PASSWORD are an administrator of your PostgreSQL; unless the password
# is set, a new one is made up, for a role that is created with it.
set -eu
umask 077
IMAGES=${IMAGES:-ghcr.io/temoin}
VERSION=${VERSION:-0.1.0}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Without root, podman takes the ids of a container for others than those outside, unless it is told not to.
case ${CONTAINERS:-docker}:$(id -u) in
  *podman:0) ;;
  *podman:*) as_me=--userns=keep-id ;;
esac

random() { openssl rand -hex 24; }

keyset() { # service
  mkdir "$work/$1"
  if [ -n "${TEMOIN_APPS:-}" ]; then
    (cd "$TEMOIN_APPS/$1-service/target/quarkus-app" &&
      TEMOIN_KEYSET_FILE="$work/$1/keyset.json" "${JAVA_HOME:+$JAVA_HOME/bin/}java" -jar quarkus-run.jar create-keyset) >&2
  else
    # As whoever runs this, who owns the folder; without a network, since whoever makes keys needs none.
    "${CONTAINERS:-docker}" run --rm --user "$(id -u):$(id -g)" ${as_me:-} --network none --read-only --tmpfs /tmp:rw,exec \
      --cap-drop ALL --env TEMOIN_KEYSET_FILE=/keys/keyset.json --volume "$work/$1:/keys" "$IMAGES/$1-service:$VERSION" \
      create-keyset >&2
  fi
}

secret() { # name key=value-or-@file…
  printf -- '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\ntype: %s\ndata:\n' "$1" "${type:-Opaque}"
  shift
  for entry; do
    value=${entry#*=}
    case $value in
      @*) encoded=$(base64 <"${value#@}" | tr -d '\n') ;;
      *) encoded=$(printf %s "$value" | base64 | tr -d '\n') ;;
    esac
    printf '  %s: %s\n' "${entry%%=*}" "$encoded"
  done
}

for service in consent recording audit retention; do
  secret "temoin-$service-database" "app-password=$(random)" "feed-password=$(random)" "keys-password=$(random)"
  secret "temoin-$service-owners" "owner-password=$(random)" "keys-owner-password=$(random)"
  [ -z "${KEY_PROVIDER:-}" ] || continue
  keyset "$service"
  set -- "keyset.json=@$work/$service/keyset.json"
  case $service in
    consent) # the key of receipts: a JWK set
      openssl genpkey -algorithm ed25519 -out "$work/receipts.pem"
      d=$(openssl pkey -in "$work/receipts.pem" -outform DER | tail -c 32 | basenc --base64url | tr -d =)
      x=$(openssl pkey -in "$work/receipts.pem" -pubout -outform DER | tail -c 32 | basenc --base64url | tr -d =)
      printf '{"keys": [{"kty": "OKP", "crv": "Ed25519", "d": "%s", "x": "%s"}]}\n' "$d" "$x" >"$work/signing-keys.json"
      set -- "$@" "signing-keys.json=@$work/signing-keys.json"
      ;;
    audit) # the key of the log: a pair, PEM
      openssl genpkey -algorithm ed25519 -out "$work/log-keys.pem"
      openssl pkey -in "$work/log-keys.pem" -pubout >>"$work/log-keys.pem"
      set -- "$@" "log-keys.pem=@$work/log-keys.pem"
      ;;
  esac
  secret "temoin-$service-keys" "$@"
done
# CloudNativePG takes the password of a role from this type alone.
type=kubernetes.io/basic-auth
secret temoin-database-admin "username=${DATABASE_ADMIN:-postgres}" "password=${DATABASE_ADMIN_PASSWORD:-$(random)}"
type=
secret temoin-oidc "client-id=${OIDC_CLIENT_ID:-temoin}" "client-secret=${OIDC_CLIENT_SECRET:-demo-temoin}"
secret temoin-smoke "client-id=${DIALER_ID:-dialer-voix-du-rhone}" "client-secret=${DIALER_SECRET:-demo-dialer-voix-du-rhone}"
