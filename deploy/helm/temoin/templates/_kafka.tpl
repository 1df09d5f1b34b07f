{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{/*
What each service reads from the topics and in which consumer group; the services' application.properties say the same, and a
test compares the two. Every service writes `<service>.events`, and its relay reads that topic's tail.
*/}}
{{- define "temoin.kafka.reads" -}}
consent: []
recording:
  - {topic: retention.events, group: recording}
  - {topic: consent.events, group: recording-subject-acts}
  - {topic: consent.events, group: recording-agreements}
audit:
  - {topic: consent.events, group: audit}
  - {topic: recording.events, group: audit}
  - {topic: retention.events, group: audit}
  - {topic: audit.events, group: audit}
  - {topic: consent.events, group: audit-agreements}
retention:
  - {topic: recording.events, group: retention}
  - {topic: consent.events, group: retention-agreements}
  - {topic: consent.events, group: retention-proofs}
  - {topic: consent.events, group: retention-purposes}
  - {topic: consent.events, group: retention-requests}
{{- with .Values.services.retention.businessTopic.name }}
  - {topic: {{ . | quote }}, group: retention-business}
{{- end }}
{{- end -}}
