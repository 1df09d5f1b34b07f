{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{/* Pod Security Standards, level restricted; the group owns mounted volumes and key files. */}}
{{- define "temoin.podSecurityContext" -}}
runAsNonRoot: true
{{- with .Values.podSecurity.runAsUser }}
runAsUser: {{ int64 . }}
runAsGroup: {{ int64 . }}
{{- end }}
{{- with .Values.podSecurity.fsGroup }}
fsGroup: {{ int64 . }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "temoin.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Whether the command creates or deletes keys at the provider, for which it has a service account of its own. */}}
{{- define "temoin.managesKeys" -}}
{{- if has (.command | default "serve") (list "create-keyset" "rotate") -}}
true
{{- end -}}
{{- end -}}

{{/* What every pod of a service has in common: (dict "root" $ "service" $name "svc" $svc); of a command's pod also "command" …. */}}
{{- define "temoin.podBasics" -}}
{{- if include "temoin.managesKeys" . -}}
serviceAccountName: {{ include "temoin.fullname" .root }}-{{ .service }}-keys
automountServiceAccountToken: false
{{- else -}}
serviceAccountName: {{ include "temoin.fullname" .root }}-{{ .service }}
automountServiceAccountToken: {{ .svc.serviceAccount.automountToken }}
{{- end }}
enableServiceLinks: false
securityContext:
  {{- include "temoin.podSecurityContext" .root | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .svc.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .svc.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .svc.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/*
A container of a service: (dict "root" $ "service" $name "svc" $svc "name" … "command" "serve"|"migrate"|"rotate"|"create-keyset"|"restore").
With "restore" it runs temoin-admin, with "arguments". Only commands get the passwords of the owners, and only what serves gets those of the roles that run.
*/}}
{{- define "temoin.container" -}}
name: {{ .name }}
image: {{ include "temoin.image" (dict "root" .root "name" (printf "%s-service" .service) "digest" .service) }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
{{- if eq .command "restore" }}
command: [/opt/jre/bin/java, -jar, /opt/temoin/temoin-admin.jar]
args: {{ toJson .arguments }}
{{- else if ne .command "serve" }}
args: [{{ .command }}]
{{- end }}
env:
  {{- include "temoin.env" . | nindent 2 }}
resources:
  {{- toYaml .svc.resources | nindent 2 }}
securityContext:
  {{- include "temoin.containerSecurityContext" . | nindent 2 }}
volumeMounts:
  {{- include "temoin.volumeMounts" . | nindent 2 }}
{{- end -}}

{{/* Whether a service (dict … "serves" true) or its commands read key files: the keyset or a PIN; what serves, keys that sign too. */}}
{{- define "temoin.keyFiles" -}}
{{- if or (has .svc.keys.provider (list "file" "pkcs11")) (and .serves (has .service (list "consent" "audit"))) -}}
true
{{- end -}}
{{- end -}}

{{- define "temoin.volumeMounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: config, mountPath: /etc/temoin/config, readOnly: true}
{{- if include "temoin.keyFiles" (dict "service" .service "svc" .svc "serves" (eq .command "serve")) }}
- {name: keys, mountPath: /etc/temoin/keys, readOnly: true}
{{- end }}
{{- if eq .svc.keys.provider "vault" }}
- {name: vault-token, mountPath: /var/run/secrets/temoin/vault, readOnly: true}
{{- if .svc.keys.vault.ca.existingSecret }}
- {name: vault-ca, mountPath: /etc/temoin/vault-ca, readOnly: true}
{{- end }}
{{- end }}
{{- if include "temoin.databaseCaSecret" . }}
- {name: database-ca, mountPath: /etc/temoin/database-ca, readOnly: true}
{{- end }}
{{- if .root.Values.trustStore.existingConfigMap }}
- {name: trust-store, mountPath: /etc/temoin/trust-store, readOnly: true}
{{- end }}
{{- if has .command (list "serve" "restore") }}
{{- if .svc.kafka.ca.existingSecret }}
- {name: kafka-ca, mountPath: /etc/temoin/kafka-ca, readOnly: true}
{{- end }}
{{- if eq .svc.kafka.security.protocol "SSL" }}
- {name: kafka-user, mountPath: /etc/temoin/kafka-user, readOnly: true}
{{- end }}
{{- if and (eq .service "recording") (eq .svc.audio.store "files") }}
- {name: audio, mountPath: /var/lib/temoin/audio}
{{- end }}
{{- end }}
{{- if eq .command "serve" }}
{{- if .svc.oidc.ca.existingSecret }}
- {name: oidc-ca, mountPath: /etc/temoin/oidc-ca, readOnly: true}
{{- end }}
{{- if .root.Values.tls.enabled }}
- {name: tls, mountPath: /etc/temoin/tls, readOnly: true}
{{- end }}
{{- if and (eq .service "audit") .svc.log.witnessesConfigMap }}
- {name: witnesses, mountPath: /etc/temoin/witnesses, readOnly: true}
{{- end }}
{{- end }}
{{- with .svc.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The volumes of a pod whose containers run these commands: (dict … "serves" true|false). */}}
{{- define "temoin.volumes" -}}
{{- $text := dict "root" .root "service" .service -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .svc.temporaryFolderSize }}
- name: config
  configMap:
    name: {{ include "temoin.fullname" .root }}-{{ .service }}
{{- if include "temoin.keyFiles" . }}
- name: keys
  secret:
    secretName: {{ include "temoin.text" (merge (dict "text" .svc.keys.existingSecret) $text) }}
    # 0440: for the group of the pod, which nobody else is in
    defaultMode: 288
    items:
      {{- if eq .svc.keys.provider "file" }}
      - {key: {{ .svc.keys.keysetKey }}, path: keyset.json}
      {{- else if eq .svc.keys.provider "pkcs11" }}
      - {key: {{ .svc.keys.pinKey }}, path: pin}
      {{- end }}
      {{- if and .serves (eq .service "consent") }}
      - {key: {{ .svc.keys.signingKeysKey }}, path: signing-keys.json}
      {{- else if and .serves (eq .service "audit") }}
      - {key: {{ .svc.keys.logKeysKey }}, path: log-keys.pem}
      {{- end }}
{{- end }}
{{- if eq .svc.keys.provider "vault" }}
- name: vault-token
  projected:
    sources:
      - serviceAccountToken: {audience: {{ .svc.keys.vault.audience | quote }}, expirationSeconds: 3600, path: token}
{{- with .svc.keys.vault.ca.existingSecret }}
- name: vault-ca
  secret:
    secretName: {{ include "temoin.text" (merge (dict "text" .) $text) }}
    items:
      - {key: {{ $.svc.keys.vault.ca.key }}, path: ca.crt}
{{- end }}
{{- end }}
{{- with include "temoin.databaseCaSecret" . }}
- name: database-ca
  secret:
    secretName: {{ . }}
    items:
      - {key: {{ $.svc.database.ca.key }}, path: ca.crt}
{{- end }}
{{- with .root.Values.trustStore.existingConfigMap }}
- name: trust-store
  configMap:
    name: {{ . }}
    items:
      - {key: {{ $.root.Values.trustStore.key }}, path: truststore.p12}
{{- end }}
{{- if .serves }}
{{- with .svc.kafka.ca.existingSecret }}
- name: kafka-ca
  secret:
    secretName: {{ include "temoin.text" (merge (dict "text" .) $text) }}
    items:
      - {key: {{ $.svc.kafka.ca.key }}, path: ca.crt}
{{- end }}
{{- if eq .svc.kafka.security.protocol "SSL" }}
- name: kafka-user
  secret:
    secretName: {{ include "temoin.text" (merge (dict "text" .svc.kafka.security.existingSecret) $text) }}
    defaultMode: 288
    items:
      - {key: {{ .svc.kafka.security.keystoreKey }}, path: user.p12}
{{- end }}
{{- with .svc.oidc.ca.existingSecret }}
- name: oidc-ca
  secret:
    secretName: {{ include "temoin.text" (merge (dict "text" .) $text) }}
    items:
      - {key: {{ $.svc.oidc.ca.key }}, path: ca.crt}
{{- end }}
{{- if .root.Values.tls.enabled }}
- name: tls
  secret:
    secretName: {{ include "temoin.text" (merge (dict "text" .svc.tls.existingSecret) $text) }}
    defaultMode: 288
{{- end }}
{{- if and (eq .service "recording") (eq .svc.audio.store "files") }}
- name: audio
  persistentVolumeClaim:
    claimName: {{ include "temoin.audioClaim" .root }}
{{- end }}
{{- if eq .service "audit" }}
{{- with .svc.log.witnessesConfigMap }}
- name: witnesses
  configMap:
    name: {{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- with .svc.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}
