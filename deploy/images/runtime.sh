#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# runtime.sh KIND FOLDER: a Java runtime with the modules and the memory that a service, or the witness, needs.
# Options of the JVM in it are defaults: JAVA_TOOL_OPTIONS overrides them.
set -eu
kind=$1
folder=$2
case $kind in
  service)
    # What jdeps finds in the jars of the four services, without jdk.compiler and java.rmi's registry, which nothing calls;
    # and what is found by name only: PKCS#11, DNS, JFR, zip files, keep-alive of sockets, languages of the documents.
    modules=java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.rmi,java.scripting
    modules=$modules,java.security.jgss,java.security.sasl,java.sql,jdk.crypto.cryptoki,jdk.jfr,jdk.localedata,jdk.management
    modules=$modules,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.unsupported,jdk.zipfs
    languages=--include-locales=en,fr
    # Of 512 MiB, 192 for the heap; the rest is for classes, code, buffers and threads.
    options="-XX:+UseSerialGC -XX:InitialRAMPercentage=12.5 -XX:MaxRAMPercentage=37.5 -XX:MaxDirectMemorySize=96m"
    options="$options -XX:ReservedCodeCacheSize=96m -XX:+ExitOnOutOfMemoryError --sun-misc-unsafe-memory-access=allow"
    ;;
  witness)
    modules=java.logging,jdk.httpserver
    languages=
    options="-XX:+UseSerialGC -XX:InitialRAMPercentage=12.5 -XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"
    options="$options -XX:TieredStopAtLevel=1"
    ;;
  *)
    echo "runtime.sh service|witness FOLDER" >&2
    exit 2
    ;;
esac
version=$("$JAVA_HOME/bin/jlink" --version)
case $version in
  25*) ;;
  *)
    echo "JDK 25 is needed for the images; $JAVA_HOME is $version." >&2
    exit 1
    ;;
esac
# Without an archive of the JDK's own classes: the cache that the image is trained with has them.
said=$("$JAVA_HOME/bin/jlink" -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 --add-modules "$modules" $languages --add-options="$options" \
  --strip-java-debug-attributes --no-header-files --no-man-pages --exclude-files='/java.desktop/lib/**' \
  --output "$folder" 2>&1) || {
  echo "$said" >&2
  exit 1
}
find "$folder/bin" -type f ! -name java -delete
# Nothing here starts another program.
rm -f "$folder/lib/jexec" "$folder/lib/jspawnhelper"
