#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# in-image.sh ROOT DATA ARGUMENT...: runs java with the arguments as it runs in the image whose files are in ROOT, with DATA, a
# folder below /tmp, at the same path. It is this process that becomes the JVM, so that signals reach it. Needs root.
set -eu
root=$1
data=$2
shift 2
# The cache holds for the flags of the image, not for those of whoever builds it.
unset JDK_JAVA_OPTIONS JAVA_TOOL_OPTIONS _JAVA_OPTIONS
if [ "$root" = / ]; then
  cd /opt/temoin
  exec /opt/jre/bin/java "$@"
fi
exec unshare --mount --propagation private sh -euc '
  root=$1
  data=$2
  shift 2
  mount --rbind /dev "$root/dev"
  mount --rbind /proc "$root/proc"
  mount -t tmpfs tmpfs "$root/tmp"
  mkdir -p "$root$data"
  mount --bind "$data" "$root$data"
  exec unshare --root="$root" --wd=/opt/temoin /opt/jre/bin/java "$@"
' in-image "$root" "$data" "$@"
