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

{{/*
What every pod of a service has in common: (dict "root" $ "service" $name "svc" $svc); of a command's pod also "command" …, of the
commands on restored databases "account" "restore": they never sign in to a key provider, and what serves may use keys there.
*/}}
{{- define "temoin.podBasics" -}}
{{- $account := .account | default (include "temoin.managesKeys" . | eq "true" | ternary "keys" "") -}}
{{- if $account -}}
serviceAccountName: {{ include "temoin.fullname" .root }}-{{ .service }}-{{ $account }}
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
What commands read besides their settings, as a list in JSON: (dict "commands" (list …)). Environment, mounts, volumes and the
network follow it, so a container gets what is named here and nothing else. temoin-admin, which is all below create-keyset, works
on tables, topics and audio: it never signs in to a key provider and never signs anything, and of keysets it looks at one in a
file for its epochs.
*/}}
{{- define "temoin.needs" -}}
{{- $all := dict
  "serve" (list "database" "keyset" "provider" "signing-keys" "topics" "audio" "requests")
  "migrate" (list "database" "owner" "keys-owner" "keyset" "provider")
  "rotate" (list "database" "keys-owner" "keyset" "provider")
  "create-keyset" (list "database" "keys-owner" "keyset" "provider")
  "renumber-transactions" (list "database" "owner")
  "redestroy-keys" (list "database" "feed" "keys-owner" "topics")
  "remove-audio" (list "database" "keys-owner" "audio")
  "verify-restore" (list "database" "owner" "feed" "keys-owner" "keyset" "topics" "audio")
  "rewind-consumers" (list "topics")
-}}
{{- $needs := list -}}
{{- range .commands -}}
{{- $needs = concat $needs (index $all .) -}}
{{- end -}}
{{- $needs | uniq | toJson -}}
{{- end -}}

{{/*
A container of a service: (dict "root" $ "service" $name "svc" $svc "name" … "command" …). With "arguments" it runs temoin-admin.
Only commands get the passwords of the owners, and only what serves gets those of the roles that run.
*/}}
{{- define "temoin.container" -}}
{{- $call := merge (dict "needs" (include "temoin.needs" (dict "commands" (list .command)) | fromJsonArray)) . -}}
name: {{ .name }}
image: {{ include "temoin.image" (dict "root" .root "name" (printf "%s-service" .service) "digest" .service) }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
{{- if .arguments }}
command: [/opt/jre/bin/java, -jar, /opt/temoin/temoin-admin.jar]
args: {{ toJson .arguments }}
{{- else if ne .command "serve" }}
args: [{{ .command }}]
{{- end }}
env:
  {{- include "temoin.env" $call | nindent 2 }}
resources:
  {{- toYaml .svc.resources | nindent 2 }}
securityContext:
  {{- include "temoin.containerSecurityContext" . | nindent 2 }}
volumeMounts:
  {{- include "temoin.volumeMounts" $call | nindent 2 }}
{{- end -}}

{{/* The keyset or PIN that is read, as an item of its secret; empty for none: (dict "service" … "svc" … "needs" (list …)). */}}
{{- define "temoin.keyItems" -}}
{{- if and (eq .svc.keys.provider "file") (has "keyset" .needs) }}
- {key: {{ .svc.keys.keysetKey }}, path: keyset.json}
{{- else if and (eq .svc.keys.provider "pkcs11") (has "provider" .needs) }}
- {key: {{ .svc.keys.pinKey }}, path: pin}
{{- end }}
{{- end -}}

{{/*
The file with the keys that sign receipts or logs, or that name people, likewise. On a volume of its own, since the init container that migrates reads a
keyset, and signs nothing.
*/}}
{{- define "temoin.signingKeyItems" -}}
{{- if and (eq .service "consent") (has "signing-keys" .needs) }}
- {key: {{ .svc.keys.signingKeysKey }}, path: signing-keys.json}
{{- else if and (eq .service "audit") (has "signing-keys" .needs) }}
- {key: {{ .svc.keys.logKeysKey }}, path: log-keys.pem}
{{- else if and (eq .service "retention") .svc.keys.personKeyKey (has "signing-keys" .needs) }}
- {key: {{ .svc.keys.personKeyKey }}, path: person-key.json}
{{- end }}
{{- end -}}

{{- define "temoin.volumeMounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: config, mountPath: /etc/temoin/config, readOnly: true}
{{- if include "temoin.keyItems" . }}
- {name: keys, mountPath: /etc/temoin/keys, readOnly: true}
{{- end }}
{{- if include "temoin.signingKeyItems" . }}
- {name: signing-keys, mountPath: /etc/temoin/signing-keys, readOnly: true}
{{- end }}
{{- if and (eq .svc.keys.provider "vault") (has "provider" .needs) }}
- {name: vault-token, mountPath: /var/run/secrets/temoin/vault, readOnly: true}
{{- if .svc.keys.vault.ca.existingSecret }}
- {name: vault-ca, mountPath: /etc/temoin/vault-ca, readOnly: true}
{{- end }}
{{- end }}
{{- if and (has "database" .needs) (include "temoin.databaseCaSecret" .) }}
- {name: database-ca, mountPath: /etc/temoin/database-ca, readOnly: true}
{{- end }}
{{- if .root.Values.trustStore.existingConfigMap }}
- {name: trust-store, mountPath: /etc/temoin/trust-store, readOnly: true}
{{- end }}
{{- if has "topics" .needs }}
{{- if .svc.kafka.ca.existingSecret }}
- {name: kafka-ca, mountPath: /etc/temoin/kafka-ca, readOnly: true}
{{- end }}
{{- if eq .svc.kafka.security.protocol "SSL" }}
- {name: kafka-user, mountPath: /etc/temoin/kafka-user, readOnly: true}
{{- end }}
{{- end }}
{{- if and (has "audio" .needs) (eq .service "recording") (eq .svc.audio.store "files") }}
- {name: audio, mountPath: /var/lib/temoin/audio}
{{- end }}
{{- if has "requests" .needs }}
{{- if .svc.database.passwordFiles }}
- {name: database-passwords, mountPath: /etc/temoin/database-passwords, readOnly: true}
{{- end }}
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

{{/* The volumes of a pod whose containers run one command, or several: (dict … "command" … or "commands" (list …)). */}}
{{- define "temoin.volumes" -}}
{{- $text := dict "root" .root "service" .service -}}
{{- $needs := include "temoin.needs" (dict "commands" (.commands | default (list .command))) | fromJsonArray -}}
{{- $keyFiles := dict "keys" (include "temoin.keyItems" (dict "service" .service "svc" .svc "needs" $needs)) "signing-keys" (include "temoin.signingKeyItems" (dict "service" .service "svc" .svc "needs" $needs)) -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .svc.temporaryFolderSize }}
- name: config
  configMap:
    name: {{ include "temoin.fullname" .root }}-{{ .service }}
{{- range $name, $items := $keyFiles }}
{{- if $items }}
- name: {{ $name }}
  secret:
    secretName: {{ include "temoin.text" (merge (dict "text" $.svc.keys.existingSecret) $text) }}
    # 0440: for the group of the pod, which nobody else is in
    defaultMode: 288
    items:
      {{- $items | trim | nindent 6 }}
{{- end }}
{{- end }}
{{- if and (eq .svc.keys.provider "vault") (has "provider" $needs) }}
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
{{- if has "database" $needs }}
{{- with include "temoin.databaseCaSecret" . }}
- name: database-ca
  secret:
    secretName: {{ . }}
    items:
      - {key: {{ $.svc.database.ca.key }}, path: ca.crt}
{{- end }}
{{- end }}
{{- with .root.Values.trustStore.existingConfigMap }}
- name: trust-store
  configMap:
    name: {{ . }}
    items:
      - {key: {{ $.root.Values.trustStore.key }}, path: truststore.p12}
{{- end }}
{{- if has "topics" $needs }}
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
{{- end }}
{{- if and (has "audio" $needs) (eq .service "recording") (eq .svc.audio.store "files") }}
- name: audio
  persistentVolumeClaim:
    claimName: {{ include "temoin.audioClaim" .root }}
{{- end }}
{{- if has "requests" $needs }}
{{- if .svc.database.passwordFiles }}
- name: database-passwords
  secret:
    secretName: {{ include "temoin.text" (merge (dict "text" .svc.database.existingSecret) $text) }}
    defaultMode: 288
    items:
      - {key: app-password, path: TEMOIN_DB_APP_PASSWORD}
      - {key: feed-password, path: TEMOIN_DB_FEED_PASSWORD}
      - {key: keys-password, path: TEMOIN_DB_KEYS_PASSWORD}
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
    secretName: {{ include "temoin.tlsSecret" . }}
    defaultMode: 288
    items:
      - {key: tls.crt, path: tls.crt}
      - {key: tls.key, path: tls.key}
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
