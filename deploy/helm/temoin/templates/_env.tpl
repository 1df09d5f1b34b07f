{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{/*
The environment of a container, for its command. A test compares it with what the service reads: a variable that no service
reads fails the build, and so does a required one that is missing.
*/}}
{{- define "temoin.env" -}}
{{- $text := dict "root" .root "service" .service -}}
{{- $db := .svc.database -}}
- {name: QUARKUS_CONFIG_LOCATIONS, value: "file:/etc/temoin/config/application.properties"}
{{- with include "temoin.jvmOptions" . }}
- {name: JDK_JAVA_OPTIONS, value: {{ . | quote }}}
{{- end }}
{{- if has "keyset" .needs }}
{{- include "temoin.env.keyset" . }}
{{- end }}
{{- if has "provider" .needs }}
{{- include "temoin.env.provider" . }}
{{- end }}
{{- if has "database" .needs }}
- {name: TEMOIN_DB_HOST, value: {{ include "temoin.databaseHost" . | quote }}}
- {name: TEMOIN_DB_PORT, value: {{ $db.port | int64 | quote }}}
- {name: TEMOIN_DB_NAME, value: {{ include "temoin.text" (merge (dict "text" $db.name) $text) | quote }}}
- {name: TEMOIN_DB_KEYS_NAME, value: {{ include "temoin.text" (merge (dict "text" $db.keysName) $text) | quote }}}
- {name: TEMOIN_DB_SSLMODE, value: {{ $db.sslMode }}}
{{- if include "temoin.databaseCaSecret" . }}
- {name: TEMOIN_DB_CA_FILE, value: /etc/temoin/database-ca/ca.crt}
{{- end }}
{{- end }}
{{- include "temoin.env.allowed" . }}
{{- if eq .command "serve" }}
{{ include "temoin.env.serve" . }}
{{- else }}
{{- include "temoin.env.command" . }}
{{- end }}
{{- with .svc.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Where the keyset is. */}}
{{- define "temoin.env.keyset" -}}
{{- if eq .svc.keys.provider "file" }}
- {name: TEMOIN_KEYSET_FILE, value: /etc/temoin/keys/keyset.json}
{{- else }}
- {name: TEMOIN_KEY_PROVIDER_TYPE, value: {{ .svc.keys.provider }}}
{{- end }}
{{- end -}}

{{/* How the key provider that wraps it is reached. */}}
{{- define "temoin.env.provider" -}}
{{- $keys := .svc.keys -}}
{{- if eq $keys.provider "vault" }}
- {name: TEMOIN_KEY_PROVIDER_VAULT_ADDRESS, value: {{ $keys.vault.address | quote }}}
- {name: TEMOIN_KEY_PROVIDER_VAULT_MOUNT, value: {{ $keys.vault.mount | quote }}}
{{- with $keys.vault.namespace }}
- {name: TEMOIN_KEY_PROVIDER_VAULT_NAMESPACE, value: {{ . | quote }}}
{{- end }}
{{- if $keys.vault.ca.existingSecret }}
- {name: TEMOIN_KEY_PROVIDER_VAULT_CA_FILE, value: /etc/temoin/vault-ca/ca.crt}
{{- end }}
{{- $role := include "temoin.managesKeys" . | eq "true" | ternary $keys.vault.keysRole $keys.vault.role }}
- {name: TEMOIN_KEY_PROVIDER_VAULT_KUBERNETES_ROLE, value: {{ include "temoin.text" (dict "root" .root "service" .service "text" $role) | quote }}}
- {name: TEMOIN_KEY_PROVIDER_VAULT_KUBERNETES_MOUNT, value: {{ $keys.vault.authMount | quote }}}
- {name: TEMOIN_KEY_PROVIDER_VAULT_KUBERNETES_TOKEN_FILE, value: /var/run/secrets/temoin/vault/token}
{{- else if eq $keys.provider "aws-kms" }}
- {name: TEMOIN_KEY_PROVIDER_AWS_KMS_REGION, value: {{ $keys.awsKms.region | quote }}}
{{- with $keys.awsKms.endpoint }}
- {name: TEMOIN_KEY_PROVIDER_AWS_KMS_ENDPOINT, value: {{ . | quote }}}
{{- end }}
- {name: TEMOIN_KEY_PROVIDER_AWS_KMS_PENDING_WINDOW, value: {{ $keys.awsKms.pendingWindow }}}
{{- else if eq $keys.provider "pkcs11" }}
- {name: TEMOIN_KEY_PROVIDER_PKCS11_LIBRARY, value: {{ $keys.pkcs11.library | quote }}}
- {name: TEMOIN_KEY_PROVIDER_PKCS11_SLOT, value: {{ $keys.pkcs11.slot | int64 | quote }}}
- {name: TEMOIN_KEY_PROVIDER_PKCS11_PIN_FILE, value: /etc/temoin/keys/pin}
{{- end }}
{{- end -}}

{{- define "temoin.jvmOptions" -}}
{{- $options := list -}}
{{- if .root.Values.trustStore.existingConfigMap -}}
{{- $options = append $options "-Djavax.net.ssl.trustStore=/etc/temoin/trust-store/truststore.p12 -Djavax.net.ssl.trustStoreType=PKCS12" -}}
{{- end -}}
{{- with .svc.jvmOptions -}}
{{- $options = append $options . -}}
{{- end -}}
{{- join " " $options -}}
{{- end -}}

{{/* The start checks that an operator turns into warnings. */}}
{{- define "temoin.env.allowed" -}}
{{- range $setting, $variable := dict "everything" "INSECURE" "plaintextDatabase" "PLAINTEXT_DATABASE" "plaintextKafka" "PLAINTEXT_KAFKA" "plaintextIdentity" "PLAINTEXT_IDENTITY" "uncheckedTokens" "UNCHECKED_TOKENS" "anyAudience" "ANY_AUDIENCE" "noStepUp" "NO_STEP_UP" "noLimits" "NO_LIMITS" -}}
{{- if index $.root.Values.allowInsecure $setting }}
- {name: TEMOIN_ALLOW_{{ $variable }}, value: "true"}
{{- end -}}
{{- end -}}
{{- if and .root.Values.allowInsecure.plaintextStorage (has .service (list "recording" "audit")) }}
- {name: TEMOIN_ALLOW_PLAINTEXT_STORAGE, value: "true"}
{{- end -}}
{{- end -}}

{{/* A variable from a secret: (dict "name" … "secret" … "key" …). */}}
{{- define "temoin.env.secret" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef: {name: {{ .secret }}, key: {{ .key }}}
{{- end -}}

{{/* The passwords of a command, and the brokers and the audio of those that read topics and audio. */}}
{{- define "temoin.env.command" -}}
{{- $text := dict "root" .root "service" .service -}}
{{- $owners := include "temoin.text" (merge (dict "text" .svc.database.owners.existingSecret) $text) -}}
{{- if has "owner" .needs }}
{{ include "temoin.env.secret" (dict "name" "TEMOIN_DB_OWNER_PASSWORD" "secret" $owners "key" "owner-password") }}
{{- end }}
{{- if has "keys-owner" .needs }}
{{ include "temoin.env.secret" (dict "name" "TEMOIN_DB_KEYS_OWNER_PASSWORD" "secret" $owners "key" "keys-owner-password") }}
{{- end }}
{{- if has "feed" .needs }}
{{- $database := include "temoin.text" (merge (dict "text" .svc.database.existingSecret) $text) }}
{{ include "temoin.env.secret" (dict "name" "TEMOIN_DB_FEED_PASSWORD" "secret" $database "key" "feed-password") }}
{{- end }}
{{- if and .arguments (has "database" .needs) (eq (include "temoin.provisionMode" .root) "job") }}
- {name: TEMOIN_DB_PASSWORD_WAIT, value: PT5M}
{{- end }}
{{- if has "topics" .needs }}
{{ include "temoin.env.kafka" . }}
{{- end }}
{{- if and (has "audio" .needs) (eq .service "recording") }}
{{ include "temoin.env.audio" . }}
{{- end }}
{{- end -}}

{{- define "temoin.env.serve" -}}
{{- $root := .root -}}
{{- $svc := .svc -}}
{{- $text := dict "root" $root "service" .service -}}
{{- $database := include "temoin.text" (merge (dict "text" $svc.database.existingSecret) $text) -}}
{{ include "temoin.env.secret" (dict "name" "TEMOIN_DB_APP_PASSWORD" "secret" $database "key" "app-password") }}
{{ include "temoin.env.secret" (dict "name" "TEMOIN_DB_FEED_PASSWORD" "secret" $database "key" "feed-password") }}
{{ include "temoin.env.secret" (dict "name" "TEMOIN_DB_KEYS_PASSWORD" "secret" $database "key" "keys-password") }}
{{- if $svc.database.passwordFiles }}
- {name: TEMOIN_DB_PASSWORD_FOLDER, value: /etc/temoin/database-passwords}
{{- end }}
- {name: TEMOIN_REFUSE_OWNER_PASSWORDS, value: "true"}
- {name: TEMOIN_SHUTDOWN_DELAY, value: "{{ $svc.shutdownDelaySeconds }}s"}
- {name: QUARKUS_SHUTDOWN_TIMEOUT, value: "{{ $svc.shutdownTimeoutSeconds }}s"}
{{ include "temoin.env.kafka" . }}
{{ include "temoin.env.oidc" . }}
{{ include "temoin.env.http" . }}
{{- include "temoin.env.packages" . }}
{{- with $root.Values.calendar }}
{{- if and .country (has $.service (list "consent" "retention")) }}
- {name: TEMOIN_RETENTION_COUNTRY, value: {{ .country | quote }}}
{{- end }}
{{- if and .zone (has $.service (list "consent" "recording" "retention")) }}
- {name: TEMOIN_RETENTION_ZONE, value: {{ .zone | quote }}}
{{- end }}
{{- end }}
{{- with $root.Values.observability.otlp.endpoint }}
- {name: TEMOIN_TRACING_DISABLED, value: "false"}
- {name: TEMOIN_OTLP_ENDPOINT, value: {{ . | quote }}}
- {name: TEMOIN_TRACE_RATIO, value: {{ $root.Values.observability.otlp.ratio | quote }}}
- {name: QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL, value: {{ $root.Values.observability.otlp.protocol }}}
{{- end }}
{{- if eq .service "consent" }}
- {name: TEMOIN_SIGNING_KEY_FILE, value: /etc/temoin/signing-keys/signing-keys.json}
- {name: TEMOIN_SIGNING_ALGORITHM, value: {{ .svc.keys.signing.algorithm }}}
- {name: TEMOIN_SIGNING_IN_PROVIDER, value: {{ .svc.keys.signing.inProvider | quote }}}
{{- else if eq .service "recording" }}
- {name: TEMOIN_RECEIPT_JWKS_URL, value: {{ include "temoin.receiptKeysUrl" $root | quote }}}
{{ include "temoin.env.audio" . }}
{{- else if eq .service "retention" }}
{{- if .svc.keys.personKeyKey }}
- {name: TEMOIN_PERSON_KEY_FILE, value: /etc/temoin/signing-keys/person-key.json}
{{- end }}
{{- with $svc.businessTopics }}
{{- $entries := list }}
{{- range . }}
{{- $entries = append $entries (printf "%s/%s=%s" .tenant .controller .name) }}
{{- end }}
- {name: TEMOIN_RETENTION_BUSINESS_TOPICS, value: {{ join "," $entries | quote }}}
{{- end }}
{{- else if eq .service "audit" }}
- {name: TEMOIN_LOG_KEY_FILE, value: /etc/temoin/signing-keys/log-keys.pem}
- {name: TEMOIN_LOG_PREFIX, value: {{ include "temoin.logPrefix" $root | quote }}}
{{- if $svc.log.witnessesConfigMap }}
- {name: TEMOIN_LOG_WITNESSES, value: /etc/temoin/witnesses/witnesses.txt}
{{- end }}
{{- with $svc.log.publication }}
{{- if .bucket }}
{{ include "temoin.env.bucket" (dict "prefix" "TEMOIN_AUDIT_LOG_PUBLICATION" "s3" .) }}
{{- end }}
{{- end }}
{{- if eq $svc.exports.store "s3" }}
- {name: TEMOIN_AUDIT_EXPORT_STORE, value: s3}
{{- end }}
{{- if $svc.exports.s3.bucket }}
{{ include "temoin.env.bucket" (dict "prefix" "TEMOIN_AUDIT_EXPORT_S3" "s3" $svc.exports.s3) }}
{{- end }}
{{- with include "temoin.text" (dict "root" $root "service" "audit" "text" $svc.storageSecret) }}
{{ include "temoin.env.storageSecret" . }}
{{- end }}
{{- with $svc.syslog.host }}
- {name: TEMOIN_AUDIT_EXPORT_SYSLOG_HOST, value: {{ . | quote }}}
- {name: TEMOIN_AUDIT_EXPORT_SYSLOG_PORT, value: {{ $svc.syslog.port | int64 | quote }}}
{{- end }}
{{- end }}
{{- end -}}

{{/* Where sealed audio is. */}}
{{- define "temoin.env.audio" -}}
{{- if eq .svc.audio.store "files" -}}
- {name: TEMOIN_BLOB_DIRECTORY, value: /var/lib/temoin/audio}
{{- else -}}
{{- $s3 := .svc.audio.s3 -}}
- {name: TEMOIN_RECORDING_VAULT_STORE, value: s3}
- {name: TEMOIN_BLOB_DIRECTORY, value: /tmp/no-audio}
{{ include "temoin.env.bucket" (dict "prefix" "TEMOIN_RECORDING_VAULT_S3" "s3" $s3) }}
{{- with include "temoin.text" (dict "root" .root "service" .service "text" $s3.existingSecret) }}
{{ include "temoin.env.storageSecret" . }}
{{- end }}
{{- end -}}
{{- end -}}

{{/* The buckets that a service reads and writes while it serves, and the ports of their storage, as a list in JSON. */}}
{{- define "temoin.bucketPorts" -}}
{{- $svc := include "temoin.service" . | fromJson -}}
{{- $buckets := list .root.Values.packages -}}
{{- if and (eq .service "recording") (eq $svc.audio.store "s3") -}}{{- $buckets = append $buckets $svc.audio.s3 -}}{{- end -}}
{{- if eq .service "audit" -}}{{- $buckets = concat $buckets (list $svc.exports.s3 $svc.log.publication) -}}{{- end -}}
{{- $ports := list -}}
{{- range $buckets -}}
{{- if .bucket -}}{{- $ports = append $ports (include "temoin.urlPort" (.endpoint | default "https://s3")) -}}{{- end -}}
{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}

{{/* Where the services leave the sealed parts of access packages. One process has one pair of credentials for all buckets. */}}
{{- define "temoin.env.packages" -}}
{{- if .root.Values.packages.bucket }}
- {name: TEMOIN_PACKAGES_STORE, value: s3}
{{ include "temoin.env.bucket" (dict "prefix" "TEMOIN_PACKAGES_S3" "s3" .root.Values.packages) }}
{{- $own := "" -}}
{{- if and (eq .service "recording") (eq .svc.audio.store "s3") -}}{{- $own = .svc.audio.s3.existingSecret -}}{{- end -}}
{{- if eq .service "audit" -}}{{- $own = .svc.storageSecret -}}{{- end -}}
{{- if not $own }}
{{- with include "temoin.text" (dict "root" .root "service" .service "text" .root.Values.packages.existingSecret) }}
{{ include "temoin.env.storageSecret" . }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The settings of a bucket, below a prefix of names. */}}
{{- define "temoin.env.bucket" -}}
- {name: {{ .prefix }}_BUCKET, value: {{ .s3.bucket | quote }}}
- {name: {{ .prefix }}_PATH_STYLE, value: {{ .s3.pathStyle | quote }}}
- {name: {{ .prefix }}_SERVER_SIDE_ENCRYPTION, value: {{ .s3.serverSideEncryption | quote }}}
{{- $prefix := .prefix }}
{{- range $variable, $value := dict "REGION" .s3.region "ENDPOINT" .s3.endpoint "PREFIX" .s3.prefix "KMS_KEY_ID" .s3.kmsKeyId }}
{{- with $value }}
- {name: {{ $prefix }}_{{ $variable }}, value: {{ . | quote }}}
{{- end }}
{{- end }}
{{- end -}}

{{/* The credentials of object storage, from the secret of that name. */}}
{{- define "temoin.env.storageSecret" -}}
{{ include "temoin.env.secret" (dict "name" "AWS_ACCESS_KEY_ID" "secret" . "key" "access-key-id") }}
{{ include "temoin.env.secret" (dict "name" "AWS_SECRET_ACCESS_KEY" "secret" . "key" "secret-access-key") }}
{{- end -}}

{{- define "temoin.env.kafka" -}}
{{- $kafka := .svc.kafka -}}
{{- $secret := include "temoin.text" (dict "root" .root "service" .service "text" $kafka.security.existingSecret) -}}
- {name: KAFKA_BOOTSTRAP_SERVERS, value: {{ include "temoin.text" (dict "root" .root "service" .service "text" $kafka.bootstrapServers) | quote }}}
- {name: KAFKA_SECURITY_PROTOCOL, value: {{ $kafka.security.protocol }}}
{{- if hasPrefix "SASL_" $kafka.security.protocol }}
- {name: KAFKA_SASL_MECHANISM, value: {{ $kafka.security.mechanism }}}
{{ include "temoin.env.secret" (dict "name" "KAFKA_SASL_JAAS_CONFIG" "secret" $secret "key" $kafka.security.jaasConfigKey) }}
{{- else if eq $kafka.security.protocol "SSL" }}
- {name: KAFKA_SSL_KEYSTORE_TYPE, value: PKCS12}
- {name: KAFKA_SSL_KEYSTORE_LOCATION, value: /etc/temoin/kafka-user/user.p12}
{{ include "temoin.env.secret" (dict "name" "KAFKA_SSL_KEYSTORE_PASSWORD" "secret" $secret "key" $kafka.security.keystorePasswordKey) }}
{{- end }}
{{- if $kafka.ca.existingSecret }}
- {name: KAFKA_SSL_TRUSTSTORE_TYPE, value: PEM}
- {name: KAFKA_SSL_TRUSTSTORE_LOCATION, value: /etc/temoin/kafka-ca/ca.crt}
{{- end }}
{{- end -}}

{{- define "temoin.env.oidc" -}}
{{- $oidc := .svc.oidc -}}
{{- $secret := include "temoin.text" (dict "root" .root "service" .service "text" $oidc.existingSecret) -}}
- {name: QUARKUS_OIDC_AUTH_SERVER_URL, value: {{ include "temoin.text" (dict "root" .root "service" .service "text" $oidc.authServerUrl) | quote }}}
- {name: QUARKUS_OIDC_TOKEN_AUDIENCE, value: {{ $oidc.audience | quote }}}
{{ include "temoin.env.secret" (dict "name" "QUARKUS_OIDC_CLIENT_ID" "secret" $secret "key" $oidc.clientIdKey) }}
{{ include "temoin.env.secret" (dict "name" "QUARKUS_OIDC_CREDENTIALS_SECRET" "secret" $secret "key" $oidc.clientSecretKey) }}
- {name: TEMOIN_STEP_UP_ACR, value: {{ join "," $oidc.stepUp.acr | quote }}}
- {name: TEMOIN_STEP_UP_MAX_AGE, value: {{ $oidc.stepUp.maxAge | quote }}}
{{- end -}}

{{/* Forwarded headers, TLS, and the addresses under which clients see the service. */}}
{{- define "temoin.env.http" -}}
{{- $values := .root.Values -}}
{{- $host := include "temoin.host" . -}}
{{- if $host -}}
- {name: TEMOIN_FEED_SCHEMAS, value: "https://{{ $host }}/v1/event-schemas/"}
- {name: QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING, value: "true"}
- {name: QUARKUS_HTTP_PROXY_TRUSTED_PROXIES, value: {{ join "," $values.route.trustedProxies | quote }}}
{{- else -}}
- {name: TEMOIN_FEED_SCHEMAS, value: "{{ include "temoin.portName" . }}://{{ include "temoin.fullname" .root }}-{{ .service }}.{{ .root.Release.Namespace }}.svc:{{ include "temoin.port" . }}/v1/event-schemas/"}
{{- end }}
{{- with $values.corsOrigins }}
- {name: TEMOIN_CORS_ORIGINS, value: {{ join "," . | quote }}}
{{- end }}
{{- if $values.tls.enabled }}
- {name: QUARKUS_HTTP_SSL_PORT, value: "8443"}
- {name: QUARKUS_HTTP_INSECURE_REQUESTS, value: disabled}
- {name: QUARKUS_HTTP_SSL_CERTIFICATE_FILES, value: /etc/temoin/tls/tls.crt}
- {name: QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES, value: /etc/temoin/tls/tls.key}
- {name: QUARKUS_HTTP_SSL_CERTIFICATE_RELOAD_PERIOD, value: {{ .svc.tls.reloadPeriod | quote }}}
{{- end }}
{{- end -}}
