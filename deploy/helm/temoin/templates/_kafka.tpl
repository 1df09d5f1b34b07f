{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{/*
What each service reads from the topics and in which consumer group; the services' application.properties say the same, and a
test compares the two. Every service writes `<service>.events`, and its relay reads that topic's tail.
*/}}
{{- define "temoin.kafka.reads" -}}
consent:
  - {topic: retention.events, group: consent-restrictions}
  - {topic: retention.events, group: consent-dispositions}
  - {topic: recording.events, group: consent-own-recordings}
  - {topic: retention.events, group: consent-own-retention}
  - {topic: retention.events, group: consent-package-parts}
  - {topic: retention.events, group: consent-erasures}
recording:
  - {topic: retention.events, group: recording}
  - {topic: retention.events, group: recording-restrictions}
  - {topic: consent.events, group: recording-subject-acts}
  - {topic: consent.events, group: recording-agreements}
  - {topic: retention.events, group: recording-package-parts}
audit:
  - {topic: consent.events, group: audit}
  - {topic: recording.events, group: audit}
  - {topic: retention.events, group: audit}
  - {topic: audit.events, group: audit}
  - {topic: consent.events, group: audit-agreements}
  - {topic: retention.events, group: audit-dispositions}
  - {topic: retention.events, group: audit-package-parts}
  - {topic: retention.events, group: audit-erasures}
retention:
  - {topic: recording.events, group: retention}
  - {topic: consent.events, group: retention-agreements}
  - {topic: consent.events, group: retention-controllers}
  - {topic: retention.events, group: retention-package-parts}
  - {topic: consent.events, group: retention-part-answers}
  - {topic: recording.events, group: retention-part-answers}
  - {topic: retention.events, group: retention-part-answers}
  - {topic: audit.events, group: retention-part-answers}
  - {topic: consent.events, group: retention-proofs}
  - {topic: consent.events, group: retention-register}
  - {topic: recording.events, group: retention-register}
  - {topic: audit.events, group: retention-register}
  - {topic: consent.events, group: retention-requests}
  - {topic: audit.events, group: retention-erasures}
{{- range .Values.services.retention.businessTopics }}
  - {topic: {{ .name | quote }}, group: retention-business}
{{- end }}
{{- end -}}
