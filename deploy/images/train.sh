#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# train.sh SERVICE ROOT CHECKOUT FILE: makes the ahead-of-time cache of the service in the image whose files are in ROOT. The
# service is started completely: PostgreSQL, Kafka and Keycloak of the checkout run beside it, it migrates its databases, becomes
# ready and answers requests with tokens. Then the same Java runtime makes the cache of what was loaded.
set -eu
service=$1
root=$2
checkout=$3
file=$4
data=$(mktemp -d /tmp/temoin-training.XXXXXX)
trap 'rm -rf "$data"' EXIT
run="$(dirname "$0")/in-image.sh"
# The profiles of the second compiler cost a start more than they bring. How the first compiled methods is not recorded: a service
# would never compile them any further.
first_compiler="-XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining"
if [ "$service" = temoin-witness ]; then
  "$run" "$root" "$data" -jar temoin-witness.jar init --name training.example/temoin --state "$data/state" >"$data/log"
  echo '# no logs yet' >"$data/logs.txt"
  "$run" "$root" "$data" -XX:AOTMode=record -XX:AOTConfiguration="$data/aot.config" $first_compiler -jar temoin-witness.jar \
    run --state "$data/state" --logs "$data/logs.txt" --listen 127.0.0.1:0 >>"$data/log" 2>&1 &
  witness=$!
  tries=0
  until grep -q listening "$data/log"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$witness"; then cat "$data/log" >&2; exit 1; fi
    sleep 0.1
  done
  kill "$witness"
  wait "$witness" || [ $? = 143 ]
  jar=temoin-witness.jar
else
  jar=quarkus-run.jar
  # Its commands, such as migrate, are not what is trained.
  cat >"$data/service.sh" <<END
[ \$# -gt 0 ] || record="-XX:AOTMode=record -XX:AOTConfiguration=$data/aot.config $first_compiler"
exec "$run" "$root" "$data" \${record-} -jar $jar "\$@"
END
  "$JAVA_HOME/bin/java" -Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dtemoin.root="$checkout" \
    -jar "$checkout/launcher/target/launcher.jar" train --service "$service" --data "$data" -- sh "$data/service.sh"
fi
# JDK 25 confuses some of the adapters that it stores, and says so in the log of every start (JDK-8364929).
without_code="-XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:-AOTStubCaching"
"$run" "$root" "$data" -XX:AOTMode=create -XX:AOTConfiguration="$data/aot.config" -XX:AOTCache="$data/app.aot" \
  $first_compiler $without_code -Xlog:aot=error -jar "$jar" >"$data/create.log" 2>&1 || { cat "$data/create.log" >&2; exit 1; }
cp "$data/app.aot" "$file"
