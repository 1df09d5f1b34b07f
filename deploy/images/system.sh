#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# system.sh FOLDER: the files of an image below the Java runtime, from packages of Debian 13: libc, certificates, time zones.
# No shell, no package manager, no other program. The packages come from where this machine's own apt gets them.
set -eu
folder=$1
. /etc/os-release
if [ "${ID:-}${VERSION_ID:-}" != debian13 ]; then
  echo "Debian 13 is needed, whose packages the images are made of; this is ${PRETTY_NAME:-another system}." >&2
  echo "On other systems, use deploy/images/Dockerfile." >&2
  exit 1
fi
packages="base-files netbase tzdata ca-certificates libc6 libc-bin zlib1g"
debs=$(mktemp -d)
trap 'rm -rf "$debs"' EXIT
(cd "$debs" && apt-get -q -o APT::Sandbox::User=root download $packages) >"$debs/log" 2>&1 || {
  cat "$debs/log" >&2
  echo "The packages could not be downloaded; apt-get update may help." >&2
  exit 1
}

mkdir -p "$folder/var/lib/dpkg/status.d"
for deb in "$debs"/*.deb; do
  name=$(dpkg-deb --field "$deb" Package)
  case $name in
    # The locale C.UTF-8, and none of the programs.
    libc-bin) only="./usr/lib/locale ./usr/share/doc/libc-bin/copyright" ;;
    # The certificates; what their package does with them when it is installed is done below.
    ca-certificates) only="./usr/share/ca-certificates ./usr/share/doc/ca-certificates/copyright" ;;
    *) only= ;;
  esac
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$folder" $only
  # Scanners look here for what is installed where there is no dpkg.
  dpkg-deb --field "$deb" >"$folder/var/lib/dpkg/status.d/$name"
done

# Licences stay; what else is for reading does not.
find "$folder/usr/share/doc" -type f ! -name copyright -delete
find "$folder/usr/share/doc" -type d -empty -delete
rm -rf "$folder/usr/share/man" "$folder/usr/share/info" "$folder/usr/share/lintian" "$folder/usr/share/base-files" \
  "$folder/usr/share/bug" "$folder/etc/update-motd.d" "$folder/usr/share/doc-base" "$folder/usr/share/zoneinfo/right" \
  "$folder/usr/bin" "$folder/usr/sbin" "$folder/usr/lib/x86_64-linux-gnu/gconv" "$folder/usr/lib/aarch64-linux-gnu/gconv"
mkdir -p "$folder/usr/bin" "$folder/usr/sbin" "$folder/etc/ssl/certs"
find "$folder/usr/share/ca-certificates" -name '*.crt' | LC_ALL=C sort | xargs cat >"$folder/etc/ssl/certs/ca-certificates.crt"
rm -rf "$folder/usr/share/ca-certificates"
printf '%s\n' 'root:x:0:0:root:/:/none' 'temoin:x:10001:10001:temoin:/:/none' >"$folder/etc/passwd"
printf '%s\n' 'root:x:0:' 'temoin:x:10001:' >"$folder/etc/group"
mkdir -p "$folder/opt" "$folder/tmp" "$folder/proc" "$folder/dev" "$folder/sys"
chmod 1777 "$folder/tmp"
