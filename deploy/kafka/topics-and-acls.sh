#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Creates the topics of Temoin, and the rights of its services, on a Kafka without Strimzi: what the chart's KafkaTopics and
# KafkaUsers say (kafka.strimzi). It may be run again: topics that exist stay as they are, and so do rights.
#
#   BOOTSTRAP=b-1.kafka.example.internal:9096 CONFIG=admin.properties ./topics-and-acls.sh
#
# It needs kafka-topics.sh and kafka-acls.sh of Kafka 4 in the PATH. CONFIG is a file with the connection settings of an administrator
# (security.protocol, sasl.…). The services' users exist already: their principals are PRINCIPALS (User:temoin-) and the service, such
# as User:temoin-consent. LAG_READER is the principal with which KEDA reads the lag; none by default. RETENTION_MS says how long events
# stay, which whoever answers for the data decides; PARTITIONS can never be changed later. BUSINESS_TOPICS are the topics of controllers'
# own systems that retention-service reads, separated by spaces; they exist already, and who may write to each is for its owner to say.
set -eu
: "${BOOTSTRAP:?set it to the brokers}" "${CONFIG:?set it to a file with the settings of an administrator}"
PARTITIONS=${PARTITIONS:-6}
REPLICAS=${REPLICAS:-3}
MIN_IN_SYNC_REPLICAS=${MIN_IN_SYNC_REPLICAS:-2}
RETENTION_MS=${RETENTION_MS:-2592000000}
DEAD_LETTER_RETENTION_MS=${DEAD_LETTER_RETENTION_MS:-7776000000}
PRINCIPALS=${PRINCIPALS:-User:temoin-}
LAG_READER=${LAG_READER:-}
BUSINESS_TOPICS=${BUSINESS_TOPICS:-}

topic() { # name partitions setting…
  name=$1 partitions=$2
  shift 2
  settings="--config min.insync.replicas=$MIN_IN_SYNC_REPLICAS"
  for setting; do
    settings="$settings --config $setting"
  done
  # shellcheck disable=SC2086 # no setting has a space
  kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --command-config "$CONFIG" --create --if-not-exists --topic "$name" \
    --partitions "$partitions" --replication-factor "$REPLICAS" $settings
}

allow() { # principal --topic|--group name operation…
  principal=$1 kind=$2 name=$3
  shift 3
  operations=
  for operation; do
    operations="$operations --operation $operation"
  done
  # shellcheck disable=SC2086 # no operation has a space
  kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$CONFIG" --add --allow-principal "$principal" $operations \
    "$kind" "$name"
}

for business in $BUSINESS_TOPICS; do
  allow "${PRINCIPALS}retention" --topic "$business" Describe Read
  allow "${PRINCIPALS}retention" --group retention-business Read
done

# What follows is written by KafkaScriptTest.
topic consent.events "$PARTITIONS" cleanup.policy=delete retention.ms="$RETENTION_MS"
topic consent.dead-letter "$PARTITIONS" cleanup.policy=delete retention.ms="$DEAD_LETTER_RETENTION_MS"
topic recording.events "$PARTITIONS" cleanup.policy=delete retention.ms="$RETENTION_MS"
topic recording.dead-letter "$PARTITIONS" cleanup.policy=delete retention.ms="$DEAD_LETTER_RETENTION_MS"
topic audit.events "$PARTITIONS" cleanup.policy=delete retention.ms="$RETENTION_MS"
topic audit.dead-letter "$PARTITIONS" cleanup.policy=delete retention.ms="$DEAD_LETTER_RETENTION_MS"
topic audit.checkpoints 1 cleanup.policy=compact
topic retention.events "$PARTITIONS" cleanup.policy=delete retention.ms="$RETENTION_MS"
topic retention.dead-letter "$PARTITIONS" cleanup.policy=delete retention.ms="$DEAD_LETTER_RETENTION_MS"

allow "${PRINCIPALS}consent" --topic consent.events Describe Read Write
allow "${PRINCIPALS}consent" --topic consent.dead-letter Describe Write
allow "${PRINCIPALS}consent" --topic retention.events Describe Read
allow "${PRINCIPALS}consent" --topic recording.events Describe Read
allow "${PRINCIPALS}consent" --group consent-restrictions Read
allow "${PRINCIPALS}consent" --group consent-dispositions Read
allow "${PRINCIPALS}consent" --group consent-own-recordings Read
allow "${PRINCIPALS}consent" --group consent-own-retention Read
allow "${PRINCIPALS}consent" --group consent-package-parts Read
allow "${PRINCIPALS}consent" --group consent-erasures Read

allow "${PRINCIPALS}recording" --topic recording.events Describe Read Write
allow "${PRINCIPALS}recording" --topic recording.dead-letter Describe Write
allow "${PRINCIPALS}recording" --topic retention.events Describe Read
allow "${PRINCIPALS}recording" --topic consent.events Describe Read
allow "${PRINCIPALS}recording" --group recording Read
allow "${PRINCIPALS}recording" --group recording-restrictions Read
allow "${PRINCIPALS}recording" --group recording-subject-acts Read
allow "${PRINCIPALS}recording" --group recording-agreements Read
allow "${PRINCIPALS}recording" --group recording-package-parts Read

allow "${PRINCIPALS}audit" --topic audit.events Describe Read Write
allow "${PRINCIPALS}audit" --topic audit.dead-letter Describe Write
allow "${PRINCIPALS}audit" --topic audit.checkpoints Describe Read Write
allow "${PRINCIPALS}audit" --topic consent.events Describe Read
allow "${PRINCIPALS}audit" --topic recording.events Describe Read
allow "${PRINCIPALS}audit" --topic retention.events Describe Read
allow "${PRINCIPALS}audit" --group audit Read
allow "${PRINCIPALS}audit" --group audit-agreements Read
allow "${PRINCIPALS}audit" --group audit-dispositions Read
allow "${PRINCIPALS}audit" --group audit-package-parts Read
allow "${PRINCIPALS}audit" --group audit-erasures Read

allow "${PRINCIPALS}retention" --topic retention.events Describe Read Write
allow "${PRINCIPALS}retention" --topic retention.dead-letter Describe Write
allow "${PRINCIPALS}retention" --topic recording.events Describe Read
allow "${PRINCIPALS}retention" --topic consent.events Describe Read
allow "${PRINCIPALS}retention" --topic audit.events Describe Read
allow "${PRINCIPALS}retention" --group retention Read
allow "${PRINCIPALS}retention" --group retention-agreements Read
allow "${PRINCIPALS}retention" --group retention-controllers Read
allow "${PRINCIPALS}retention" --group retention-package-parts Read
allow "${PRINCIPALS}retention" --group retention-part-answers Read
allow "${PRINCIPALS}retention" --group retention-proofs Read
allow "${PRINCIPALS}retention" --group retention-register Read
allow "${PRINCIPALS}retention" --group retention-requests Read
allow "${PRINCIPALS}retention" --group retention-erasures Read

if [ -n "$LAG_READER" ]; then
  allow "$LAG_READER" --group audit Describe
  allow "$LAG_READER" --group audit-agreements Describe
  allow "$LAG_READER" --group audit-dispositions Describe
  allow "$LAG_READER" --group audit-erasures Describe
  allow "$LAG_READER" --group audit-package-parts Describe
  allow "$LAG_READER" --group consent-dispositions Describe
  allow "$LAG_READER" --group consent-erasures Describe
  allow "$LAG_READER" --group consent-own-recordings Describe
  allow "$LAG_READER" --group consent-own-retention Describe
  allow "$LAG_READER" --group consent-package-parts Describe
  allow "$LAG_READER" --group consent-restrictions Describe
  allow "$LAG_READER" --group recording Describe
  allow "$LAG_READER" --group recording-agreements Describe
  allow "$LAG_READER" --group recording-package-parts Describe
  allow "$LAG_READER" --group recording-restrictions Describe
  allow "$LAG_READER" --group recording-subject-acts Describe
  allow "$LAG_READER" --group retention Describe
  allow "$LAG_READER" --group retention-agreements Describe
  allow "$LAG_READER" --group retention-controllers Describe
  allow "$LAG_READER" --group retention-erasures Describe
  allow "$LAG_READER" --group retention-package-parts Describe
  allow "$LAG_READER" --group retention-part-answers Describe
  allow "$LAG_READER" --group retention-proofs Describe
  allow "$LAG_READER" --group retention-register Describe
  allow "$LAG_READER" --group retention-requests Describe
  allow "$LAG_READER" --topic audit.events Describe
  allow "$LAG_READER" --topic consent.events Describe
  allow "$LAG_READER" --topic recording.events Describe
  allow "$LAG_READER" --topic retention.events Describe
fi
