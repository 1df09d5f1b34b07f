#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the images of the suite without Docker, from what ./mvnw package has built; docs/deploy/images.md says what is in them.
set -euo pipefail

usage() {
  cat <<'END'
build.sh [OPTION]...: builds images as OCI layouts, each with its bill of materials, on Debian 13, as root

  --service NAME   one image only; may be repeated: consent-service, recording-service, retention-service, audit-service,
                   temoin-witness (default: all five)
  --output DIR     where NAME (an OCI layout) and NAME.cdx.json (CycloneDX) are written (default: target/images)
  --tag TAG        their tag (default: the version in pom.xml)
  --push PREFIX    also push them as PREFIX/NAME:TAG; credentials are those of `buildah login`
  --insecure       push without TLS, to a registry on this machine
  --sign KEY       also sign what is pushed, and attest its bill of materials, with a key of `cosign generate-key-pair`;
                   its password is in COSIGN_PASSWORD
END
}

root=$(cd "$(dirname "$0")/../.." && pwd)
here=$root/deploy/images
fail() {
  echo "build.sh: $1" >&2
  exit "${2:-1}"
}

services=() output=$root/target/images tag= push= insecure= key=
while [ $# -gt 0 ]; do
  case $1 in
    --insecure) insecure=yes; shift; continue ;;
    -h | --help) usage; exit 0 ;;
    --service | --output | --tag | --push | --sign) [ $# -ge 2 ] || fail "$1 needs a value" 2 ;;
    *) usage >&2; fail "unknown option: $1" 2 ;;
  esac
  case $1 in
    --service) services+=("$2") ;;
    --output) output=$2 ;;
    --tag) tag=$2 ;;
    --push) push=${2%/} ;;
    --sign) key=$2 ;;
  esac
  shift 2
done
[ ${#services[@]} -gt 0 ] || services=(consent-service recording-service retention-service audit-service temoin-witness)
[ "$(id -u)" = 0 ] || fail "must run as root: it mounts folders and writes files of several owners"
for tool in buildah jq dpkg-deb unshare; do
  command -v "$tool" >/dev/null || fail "$tool is needed: apt-get install buildah jq"
done
[ -z "$insecure" ] || [[ $push =~ ^(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?/ ]] ||
  fail "--insecure is for a registry on this machine (--push localhost:PORT/…): over a network anybody could change what is pushed" 2
[ -z "$key" ] || [ -n "$push" ] || fail "--sign needs --push: signatures are stored in the registry, beside the image" 2
[ -z "$key" ] || command -v cosign >/dev/null || fail "--sign needs cosign: apt-get install cosign"
. "$root/.mvn/find-jdk.sh"
export JAVA_HOME

pom() { sed -n "s:^ *<$1>\(.*\)</$1>.*:\1:p" "$root/pom.xml" | head -n 1; }
version=$(pom version)
tag=${tag:-$version}
created=$(pom project.build.outputTimestamp)
# Of the sources, not of the build, so that the same sources give the same layers.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date -u -d "$created" +%s)}
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
revision=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)
# Nobody could make that image from the revision alone.
[ "$revision" = unknown ] || git -C "$root" diff --quiet HEAD || revision=$revision-dirty

work=$(mktemp -d /tmp/temoin-images.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir -p "$output" "$work/debian" "$work/overlay/"{lower,upper,work,merged}
# vfs, which copies every layer, works everywhere; overlay does not on itself, so not in most containers.
driver=vfs
if unshare --mount mount -t overlay overlay "$work/overlay/merged" 2>/dev/null \
  -o "lowerdir=$work/overlay/lower,upperdir=$work/overlay/upper,workdir=$work/overlay/work"; then
  driver=overlay
fi
store=(--root "$work/store" --runroot "$work/run" --storage-driver "$driver")

say() { printf '%4d s  %s\n' "$SECONDS" "$1"; }

dated() { find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }

runtime() {
  [ ! -d "$work/$1" ] || return 0
  mkdir "$work/$1"
  "$here/runtime.sh" "$1" "$work/$1/jre"
  say "Java runtime for a $1"
}

# What is packaged, without the cache that the build made for its own JDK.
packaged() {
  local to=$2/opt/temoin
  mkdir -p "$to"
  if [ "$1" = temoin-witness ]; then
    cp "$root/witness/target/temoin-witness.jar" "$to/"
  else
    cp -a "$root/$1/target/quarkus-app/." "$to/"
    rm -f "$to"/app.aot*
    # What operators do to the data of the service, with its settings.
    cp "$root/admin/target/temoin-admin.jar" "$to/"
  fi
  # Hashes have the processor's own instructions in the second compiler alone, which JDK_JAVA_OPTIONS may switch off.
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=4 "$here/StoredJars.java" "$to" >"$work/$1.jars"
  chown -R 0:0 "$to"
  chmod -R a+rX,go-w "$to"
}

# The parts of the Debian packages and of the Java runtime join those that Maven has named.
bill() {
  local java from=$root/$1/target/quarkus-run-cyclonedx.json with=$root/admin/target/bom.json
  [ "$1" != temoin-witness ] || from=$root/witness/target/bom.json with=$from
  java=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")
  for package in "$work/debian/var/lib/dpkg/status.d/"*; do
    sed -n 's/^\(Package\|Version\|Architecture\): //p' "$package" | jq -R . | jq -sc .
  done | jq -s --arg java "${java:-unknown}" --arg created "$created" --arg name "$1" --arg version "$version" \
    --slurpfile bill "$from" --slurpfile admin "$with" --rawfile jars "$work/$1.jars" '
      ($jars | split("\n") | map(select(. != "") | split(" ") | {key: .[0], value: .[1]}) | from_entries) as $stored |
      (map({type: "library", name: .[0], version: .[1],
        purl: "pkg:deb/debian/\(.[0])@\(.[1] | @uri)?arch=\(.[2])&distro=debian-13"} | . + {"bom-ref": .purl})
      + [{type: "platform", name: "OpenJDK runtime", version: $java, "bom-ref": "openjdk-runtime",
          cpe: "cpe:2.3:a:oracle:openjdk:\($java | sub("[+].*"; "")):*:*:*:*:*:*:*"}]) as $more
      | ($bill[0].components | map(."bom-ref")) as $known
      | $bill[0]
      | .components += ($admin[0].components | map(select(."bom-ref" as $one | $known | index($one) | not)))
      | .components |= map(([.hashes[]? | select(.alg == "SHA-256") | .content | select($stored[.])][0]) as $before
          | if $before then .hashes = [{alg: "SHA-256", content: $stored[$before]}]
              | .properties = ((.properties // []) + [{name: "temoin:sha256-before-repacking", value: $before}]) else . end)
      | .components += $more | .metadata.timestamp = $created
      | .metadata.properties = ((.metadata.properties // []) + [{name: "temoin:image", value: "\($name):\($version)"}])' \
    >"$output/$1.cdx.json"
}

image() {
  local service=$1 kind=service file=Dockerfile
  if [ "$service" = temoin-witness ]; then kind=witness file=Dockerfile.witness; fi
  runtime "$kind"
  local files=$work/$service
  mkdir -p "$files/opt/temoin"
  cp -a "$work/debian/." "$files/"
  cp -a "$work/$kind/jre" "$files/opt/"
  packaged "$service" "$files"
  dated "$files"
  say "$service: training its cache"
  "$here/train.sh" "$service" "$files" "$root" "$work/app.aot"
  rm -rf "$work/training"
  mkdir -p "$work/training/opt/cache"
  mv "$work/app.aot" "$work/training/opt/cache/"
  chmod 644 "$work/training/opt/cache/app.aot"
  mv "$files/opt/temoin" "$files/opt/jre" "$work/training/opt/"
  rm -rf "$files"
  dated "$work/training"

  say "$service: writing the image"
  mkdir -p "$work/context"
  sed -n '/^# --- /,$p' "$here/$file" >"$work/Dockerfile"
  buildah "${store[@]}" build --quiet --layers --isolation chroot --timestamp "$SOURCE_DATE_EPOCH" --identity-label=false \
    --build-context debian="$work/system" --build-context training="$work/training" \
    --build-arg SERVICE="$service" --build-arg VERSION="$version" --build-arg REVISION="$revision" \
    --build-arg CREATED="$created" --tag "$service" --file "$work/Dockerfile" "$work/context" >"$work/id"
  rm -rf "${output:?}/$service"
  buildah "${store[@]}" push --quiet --compression-format zstd "$service" "oci:$output/$service:localhost/temoin/$service:$tag"
  bill "$service"
  local size
  size=$(jq '[.layers[].size] | add / 1000000 | round' "$output/$service/blobs/sha256/$(manifest "$service")")
  say "$service: sha256:$(manifest "$service"), $size MB compressed, in $output/$service"
}

manifest() { jq -r '.manifests[0].digest | sub("sha256:"; "")' "$output/$1/index.json"; }

publish() {
  local service=$1 to=$push/$1 tls=() http=()
  if [ -n "$insecure" ]; then tls=(--tls-verify=false) http=(--allow-http-registry); fi
  buildah "${store[@]}" push --quiet --compression-format zstd "${tls[@]}" --digestfile "$work/digest" "$service" "docker://$to:$tag"
  say "$service: pushed to $to:$tag@$(cat "$work/digest")"
  [ -n "$key" ] || return 0
  cosign sign --yes --key "$key" --tlog-upload=false "${http[@]}" "$to@$(cat "$work/digest")" 2>"$work/cosign.log" &&
    cosign attest --yes --key "$key" --tlog-upload=false "${http[@]}" --type cyclonedx --predicate "$output/$service.cdx.json" \
      "$to@$(cat "$work/digest")" 2>>"$work/cosign.log" || {
    cat "$work/cosign.log" >&2
    fail "$service could not be signed"
  }
  say "$service: signed, bill of materials attested"
}

for service in "${services[@]}"; do
  case $service in
    temoin-witness) built=("$root/witness/target/"{temoin-witness.jar,bom.json}) ;;
    consent-service | recording-service | retention-service | audit-service)
      built=("$root/$service/target/"{quarkus-app/quarkus-run.jar,quarkus-run-cyclonedx.json}
        "$root/admin/target/"{temoin-admin.jar,bom.json})
      ;;
    *) fail "there is no image $service" 2 ;;
  esac
  for file in "${built[@]}" "$root/launcher/target/launcher.jar"; do
    [ -f "$file" ] || fail "$file is missing: build it with ./mvnw verify -DskipTests -DskipITs"
  done
done
"$here/system.sh" "$work/debian"
dated "$work/debian"
mkdir "$work/system"
cp -a "$work/debian" "$work/system/system"
say "files of Debian packages"
for service in "${services[@]}"; do
  image "$service"
  [ -z "$push" ] || publish "$service"
done
