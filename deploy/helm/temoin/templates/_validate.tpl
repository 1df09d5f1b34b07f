{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{/*
What stops an installation before anything is created: each rule says what is wrong and what to do. A test sees every one of
them fail.
*/}}
{{- define "temoin.validate" -}}
{{- $values := .Values -}}
{{- $services := include "temoin.services" . | fromJsonArray -}}
{{- include "temoin.validate.shared" . -}}
{{- range $name := $services -}}
{{- $svc := include "temoin.service" (dict "root" $ "service" $name) | fromJson -}}
{{- include "temoin.validate.secrets" (dict "root" $ "service" $name "svc" $svc) -}}
{{- include "temoin.validate.checks" (dict "root" $ "service" $name "svc" $svc) -}}
{{- include "temoin.validate.connections" (dict "root" $ "service" $name "svc" $svc) -}}
{{- include "temoin.validate.pods" (dict "root" $ "service" $name "svc" $svc) -}}
{{- end -}}
{{- include "temoin.validate.separate" . -}}
{{- if $services -}}
{{- include "temoin.validate.tls" . -}}
{{- end -}}
{{- if has "recording" $services -}}
{{- include "temoin.validate.recording" . -}}
{{- end -}}
{{- if has "retention" $services -}}
{{- include "temoin.validate.businessTopics" . -}}
{{- end -}}
{{- if has "audit" $services -}}
{{- include "temoin.validate.buckets" . -}}
{{- end -}}
{{- if and (has "audit" $services) (not (include "temoin.logPrefix" .)) -}}
{{- fail "The public address of the audit logs is unknown, and every checkpoint contains it. Set route.host, or services.audit.log.prefix (such as audit.example.com/v1/logs), and never change it later." -}}
{{- end -}}
{{- end -}}

{{/* What is in values is in the release that Helm keeps, in the files that it came from, and often in git. */}}
{{- define "temoin.validate.extraObjects" -}}
{{- range .Values.extraObjects -}}
{{- $text := include "temoin.text" (dict "root" $ "text" (kindIs "string" . | ternary . (toYaml .))) -}}
{{- range regexSplit "(?m)^---.*$" $text -1 -}}
{{- $object := fromYaml . -}}
{{- range $each := append ($object.items | default list) $object -}}
{{- if and (eq ($each.kind | default "") "Secret") (or $each.data $each.stringData) -}}
{{- fail (printf "extraObjects has the Secret %s with its content, and values are no place for one. Create it apart, or have it brought by an ExternalSecret or a SealedSecret, which may be among extraObjects." ($each.metadata | default dict).name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "temoin.validate.shared" -}}
{{- $values := .Values -}}
{{- include "temoin.validate.extraObjects" . -}}
{{- if and (has "rewind-consumers" $values.restore.commands) (not $values.restore.since) -}}
{{- fail "restore.since is empty, but restore.commands has rewind-consumers. Set it to when the backup was begun, such as 2026-11-29T02:00:00Z." -}}
{{- end -}}
{{- if $values.restore.drill -}}
{{- include "temoin.validate.drill" . -}}
{{- end -}}
{{- if $values.restore.serve -}}
{{- include "temoin.validate.serve" . -}}
{{- end -}}
{{- $route := $values.route -}}
{{- if ne $route.type "none" -}}
{{- if not $route.host -}}
{{- fail (printf "route.host is empty, but route.type is %s. Set it to the public host of a service, such as \"{{ .service }}.temoin.example.com\"." $route.type) -}}
{{- end -}}
{{- if not (contains ".service" $route.host) -}}
{{- fail "route.host is the same for all services, whose paths overlap. Give each a host of its own, such as \"{{ .service }}.temoin.example.com\"." -}}
{{- end -}}
{{- if not $route.trustedProxies -}}
{{- fail "route.trustedProxies is empty, so anyone could forge the address of a client. List the addresses or networks of your gateway's pods, such as 10.0.0.0/8." -}}
{{- end -}}
{{- end -}}
{{- if and (eq $route.type "gateway") (not $route.gateway.parentRefs) -}}
{{- fail "route.gateway.parentRefs is empty. Name the Gateway that the routes attach to, such as [{name: public, namespace: gateways}]." -}}
{{- end -}}
{{- if and (eq $route.type "ingress") (not $route.ingress.tlsSecret) -}}
{{- fail "route.ingress.tlsSecret is empty: tokens would travel in clear. Name the secret with the certificate of the hosts." -}}
{{- end -}}
{{- if and (ne $route.type "gateway") $route.gateway.parentRefs -}}
{{- fail "route.gateway.parentRefs is set, but route.type is not gateway. Choose one of gateway and ingress, and remove the settings of the other." -}}
{{- end -}}
{{- if and (ne $route.type "ingress") (or $route.ingress.className $route.ingress.tlsSecret) -}}
{{- fail "route.ingress is set, but route.type is not ingress. Choose one of gateway and ingress, and remove the settings of the other." -}}
{{- end -}}
{{- if and $values.externalSecrets.enabled (not $values.externalSecrets.secretStoreRef.name) -}}
{{- fail "externalSecrets.secretStoreRef.name is empty. Name the SecretStore or ClusterSecretStore that has the secrets." -}}
{{- end -}}
{{- $strimzi := $values.kafka.strimzi -}}
{{- if and (or $strimzi.topics.enabled $strimzi.users.enabled) (not $strimzi.cluster) -}}
{{- fail "kafka.strimzi.cluster is empty. Name the Kafka resource whose operator creates the topics and users." -}}
{{- end -}}
{{- if gt (int $strimzi.topics.minInSyncReplicas) (int $strimzi.topics.replicas) -}}
{{- fail "kafka.strimzi.topics.minInSyncReplicas is greater than replicas, so nothing could be published. Set it to at most replicas - 1, so that a broker may be away." -}}
{{- end -}}
{{- if and (eq (include "temoin.provisionMode" .) "job") (not $values.database.provision.admin.existingSecret) -}}
{{- fail "database.provision.admin.existingSecret is empty. Name the secret with the name and password of a role that may create databases and roles." -}}
{{- end -}}
{{- if and $values.database.cnpg.enabled (gt (int $values.database.cnpg.synchronousReplicas) (sub (int $values.database.cnpg.instances) 1)) -}}
{{- fail "database.cnpg.synchronousReplicas must be less than database.cnpg.instances, or every commit would wait for ever. Add instances or lower it." -}}
{{- end -}}
{{- $connections := dig "postgresql" "parameters" "max_connections" $values.database.cnpg.maxConnections $values.database.cnpg.spec | int -}}
{{- $needed := include "temoin.connections" . | int -}}
{{- if and $values.database.cnpg.enabled (lt $connections $needed) -}}
{{- fail (printf "database.cnpg.maxConnections is %d, but the services may open %d connections (25 for each replica, 26 for each of audit-service, 29 for each of retention-service, counting one more replica of each during an update and, with autoscaling, maxReplicas). Set it to %d and some for you, or lower replicas or autoscaling.maxReplicas." $connections $needed $needed) -}}
{{- end -}}
{{- $collector := $values.observability.otlp.endpoint -}}
{{- if and $collector (not (hasPrefix "https://" $collector)) (not (or $values.allowInsecure.plaintextTraces $values.allowInsecure.everything)) -}}
{{- fail "observability.otlp.endpoint is not https: anyone on the network could read the paths of requests and the addresses of clients. Use https, with trustStore for a private authority; where a service mesh encrypts, or to try things out, set allowInsecure.plaintextTraces." -}}
{{- end -}}
{{- if and $values.witness.enabled (not $values.witness.logsConfigMap) -}}
{{- fail "witness.logsConfigMap is empty. Create a ConfigMap with logs.txt, the verifier keys of the logs to watch, and name it." -}}
{{- end -}}
{{- if and $values.witness.init.enabled (not $values.witness.init.name) -}}
{{- fail "witness.init.name is empty. Set it to an address that you own, without https://, such as witness.example.com/temoin; it is permanent." -}}
{{- end -}}
{{- if and $values.smoke.existingSecret (not $values.smoke.controller) -}}
{{- fail "smoke.controller is empty. Name the controller for whom the test's dialer asks, or remove smoke.existingSecret." -}}
{{- end -}}
{{- end -}}

{{/* What was recorded after the backup is recorded again before those who rely on it ask. */}}
{{- define "temoin.validate.serve" -}}
{{- $restore := .Values.restore -}}
{{- if $restore.commands -}}
{{- fail "restore.serve is set, but restore.commands is set too: nothing may be served before the Jobs have repaired the databases. Let them end, then set restore.serve without restore.commands." -}}
{{- end -}}
{{- $services := include "temoin.services" . | fromJsonArray -}}
{{- range $restore.serve -}}
{{- if not (has . $services) -}}
{{- fail (printf "restore.serve has %s, but services.%s.enabled is false. Leave it out, or enable the service." . .) -}}
{{- end -}}
{{- end -}}
{{- if not (has "consent" $restore.serve) -}}
{{- fail "restore.serve lacks consent, but it is consent-service that records objections, withdrawals and consents again. Add it, or leave restore.serve out to let all services run." -}}
{{- end -}}
{{- if and $restore.ingressFrom (not .Values.networkPolicy.enabled) -}}
{{- fail "restore.ingressFrom is set, but networkPolicy.enabled is false, so it keeps nobody out. Enable it." -}}
{{- end -}}
{{- end -}}

{{/* A drill reads what production has, so it may neither change anything there nor reach what it does not need. */}}
{{- define "temoin.validate.drill" -}}
{{- $restore := .Values.restore -}}
{{- $network := .Values.networkPolicy -}}
{{- if not $restore.commands -}}
{{- fail "restore.drill is true, but restore.commands is empty. A drill starts no service and runs only these: set them, such as [redestroy-keys, remove-audio, verify-restore]." -}}
{{- end -}}
{{- if has "rewind-consumers" $restore.commands -}}
{{- fail "restore.commands has rewind-consumers, but restore.drill is true: it would set back the consumer groups of the brokers that production reads from. Leave it out." -}}
{{- end -}}
{{- if not $network.enabled -}}
{{- fail "restore.drill is true, but networkPolicy.enabled is false, so the drill could reach whatever production uses. Enable it." -}}
{{- end -}}
{{- $peers := dict -}}
{{- range $service := include "temoin.services" . | fromJsonArray -}}
{{- $call := dict "root" $ "service" $service -}}
{{- $needs := include "temoin.needs" (dict "commands" (include "temoin.restoreCommands" $call | fromJsonArray)) | fromJsonArray -}}
{{- if has "database" $needs -}}{{- $_ := set $peers "database" $network.egress.database -}}{{- end -}}
{{- if has "topics" $needs -}}{{- $_ := set $peers "kafka" $network.egress.kafka -}}{{- end -}}
{{- if and (has "audio" $needs) (eq $service "recording") (eq (include "temoin.service" $call | fromJson).audio.store "s3") -}}{{- $_ := set $peers "objectStorage" $network.egress.objectStorage -}}{{- end -}}
{{- end -}}
{{- range $name, $named := $peers -}}
{{- if not $named -}}
{{- fail (printf "networkPolicy.egress.%s is empty, but restore.drill is true, so the drill could reach that of production. Name the peers of the drill's own; brokers may be production's, with a user who can only read." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "temoin.validate.secrets" -}}
{{- $svc := .svc -}}
{{- $name := .service -}}
{{- if not $svc.keys.provider -}}
{{- fail (printf "keys.provider is empty for %s-service. Set it to vault (also for OpenBao), aws-kms or pkcs11, which wraps the keyset (docs/deploy/production.md, Keys)." $name) -}}
{{- end -}}
{{- if and (eq $svc.keys.provider "file") (not (or .root.Values.allowInsecure.keysetInSecret .root.Values.allowInsecure.everything)) -}}
{{- fail (printf "keys.provider is file for %s-service: no rotation can write a keyset in a secret, so erased data would stay readable in backups. Set it to vault, aws-kms or pkcs11 (docs/deploy/production.md, Keys); to try things out, set allowInsecure.keysetInSecret." $name) -}}
{{- end -}}
{{- $read := dict "service" $name "svc" $svc "needs" (list "keyset" "provider" "signing-keys") -}}
{{- if and (or (include "temoin.keyItems" $read) (include "temoin.signingKeyItems" $read)) (not $svc.keys.existingSecret) -}}
{{- fail (printf "keys.existingSecret is empty for %s-service. Create its keys once (docs/operations.md, The first keys) and name the secret, such as \"temoin-{{ .service }}-keys\": without them nothing could ever be decrypted again, so none are generated." $name) -}}
{{- end -}}
{{- $keys := $svc.keys -}}
{{- if and (eq $keys.provider "vault") (not (and $keys.vault.address $keys.vault.role)) -}}
{{- fail (printf "keys.vault.address or keys.vault.role is empty for %s-service. Set the address of Vault or OpenBao, and the role with which the service account signs in, such as \"temoin-{{ .service }}\"." $name) -}}
{{- end -}}
{{- $manages := or .root.Values.rotation.enabled $keys.create -}}
{{- if and (eq $keys.provider "vault") $manages (not $keys.vault.keysRole) -}}
{{- fail (printf "keys.vault.keysRole is empty for %s-service. Set the role with which create-keyset and rotate sign in, as a service account of their own, to create and delete keys, such as \"temoin-{{ .service }}-keys\"." $name) -}}
{{- end -}}
{{- if and (eq $keys.provider "vault") $manages (eq $keys.vault.keysRole $keys.vault.role) -}}
{{- fail (printf "keys.vault.keysRole is keys.vault.role for %s-service, so whoever takes over the service could delete its keys. Bind a role of its own to the service account of the commands, and let only that one create and delete keys." $name) -}}
{{- end -}}
{{- if and (eq $keys.provider "vault") (not (hasPrefix "https://" $keys.vault.address)) (not .root.Values.allowInsecure.everything) -}}
{{- fail (printf "keys.vault.address is not https for %s-service: anyone on the network could read all keys. Use https, with keys.vault.ca.existingSecret for a private authority; to try things out, set allowInsecure.everything." $name) -}}
{{- end -}}
{{- if and (eq $keys.provider "aws-kms") (not $keys.awsKms.region) -}}
{{- fail (printf "keys.awsKms.region is empty for %s-service. Set the region of its keys, such as eu-west-3." $name) -}}
{{- end -}}
{{- if and (eq $keys.provider "aws-kms") $keys.awsKms.endpoint (not (hasPrefix "https://" $keys.awsKms.endpoint)) (not .root.Values.allowInsecure.everything) -}}
{{- fail (printf "keys.awsKms.endpoint is not https for %s-service: anyone on the network could read all keys. Use https; to try things out, set allowInsecure.everything." $name) -}}
{{- end -}}
{{- if and (eq $keys.provider "pkcs11") (not $keys.pkcs11.library) -}}
{{- fail (printf "keys.pkcs11.library is empty for %s-service. Mount the module's library (extraVolumes) and set its path." $name) -}}
{{- end -}}
{{- if and (eq .service "consent") $keys.signing.inProvider (eq $keys.provider "file") -}}
{{- fail "keys.signing.inProvider is true, but there is no key provider that could sign. Set keys.provider to vault, aws-kms or pkcs11, or keys.signing.inProvider to false." -}}
{{- end -}}
{{- if and (eq .service "consent") $keys.signing.inProvider (has $keys.provider (list "aws-kms" "pkcs11")) (ne $keys.signing.algorithm "ECDSA_P256") -}}
{{- fail (printf "keys.signing.algorithm is %s, with which %s cannot sign receipts itself. Set it to ECDSA_P256, or keys.signing.inProvider to false." $keys.signing.algorithm $keys.provider) -}}
{{- end -}}
{{- if and $keys.create (eq $keys.provider "file") -}}
{{- fail (printf "keys.create is true for %s-service, but a keyset in a secret cannot be created by a pod. Create it once (docs/operations.md, The first keys), or set keys.provider." $name) -}}
{{- end -}}
{{- if not $svc.database.existingSecret -}}
{{- fail (printf "database.existingSecret is empty for %s-service. Create a secret with app-password, feed-password and keys-password, of 16 characters or more, and name it, such as \"temoin-{{ .service }}-database\"." $name) -}}
{{- end -}}
{{- if and (not $svc.database.owners.existingSecret) (or (ne .root.Values.migrations.mode "none") .root.Values.rotation.enabled $keys.create .root.Values.restore.commands (eq (include "temoin.provisionMode" .root) "job")) -}}
{{- fail (printf "database.owners.existingSecret is empty for %s-service, but migrations, rotation, keys.create, provisioning and restore.commands need it. Create a secret with owner-password and keys-owner-password, and name it, such as \"temoin-{{ .service }}-owners\"." $name) -}}
{{- end -}}
{{- if and $svc.database.owners.existingSecret (eq $svc.database.owners.existingSecret $svc.database.existingSecret) -}}
{{- fail (printf "database.owners.existingSecret of %s-service is the secret that its running containers get. Put the owners' passwords into a secret of their own: only migrations, rotation and restore.commands may read it." $name) -}}
{{- end -}}
{{- if not $svc.oidc.existingSecret -}}
{{- fail (printf "oidc.existingSecret is empty for %s-service. Create a secret with client-id and client-secret of the services' client at the identity provider, and name it." $name) -}}
{{- end -}}
{{- if and (ne $svc.kafka.security.protocol "PLAINTEXT") (not $svc.kafka.security.existingSecret) (ne $svc.kafka.security.protocol "SSL") -}}
{{- fail (printf "kafka.security.existingSecret is empty for %s-service, but the protocol is %s. Name the secret with sasl.jaas.config, such as that of its KafkaUser." $name $svc.kafka.security.protocol) -}}
{{- end -}}
{{- if and (eq $svc.kafka.security.protocol "SSL") (not $svc.kafka.security.existingSecret) -}}
{{- fail (printf "kafka.security.existingSecret is empty for %s-service, but the protocol is SSL. Name the secret with user.p12 and user.password, such as that of its KafkaUser." $name) -}}
{{- end -}}
{{- $literal := "(?i)(password|secret|jaas|access-key|private-key)" -}}
{{- /* In an address: scheme://user:password@host, or ?password=…; a reference to a variable, ${…} or $(…), is none. */ -}}
{{- $inAddress := "(?i)(://[^/@:\\s]*:[^/@$\\s][^/@\\s]*@|[?&;][a-z._-]*password=[^&;$\\s])" -}}
{{- range $property, $value := mergeOverwrite (deepCopy .root.Values.config) $svc.config -}}
{{- if and (regexMatch $literal $property) (toString $value) (not (hasPrefix "${" (toString $value))) -}}
{{- fail (printf "config.%s of %s-service looks like a password, and a ConfigMap is no place for one. Set it through extraEnv with valueFrom.secretKeyRef." $property $name) -}}
{{- end -}}
{{- end -}}
{{- range $property, $value := mergeOverwrite (deepCopy .root.Values.config) $svc.config -}}
{{- if regexMatch $inAddress (toString $value) -}}
{{- fail (printf "config.%s of %s-service has a password in its address, and a ConfigMap is no place for one. Leave it out of the address: each pool has a setting of its own for it, which extraEnv sets with valueFrom.secretKeyRef." $property $name) -}}
{{- end -}}
{{- end -}}
{{- range $svc.extraEnv -}}
{{- if regexMatch $inAddress (.value | default "") -}}
{{- fail (printf "extraEnv %s of %s-service has a password in its address, and values are no place for one. Leave it out of the address, or take the whole from valueFrom.secretKeyRef." .name $name) -}}
{{- end -}}
{{- if and (regexMatch "(?i)(PASSWORD|SECRET|JAAS|ACCESS_KEY|PRIVATE_KEY)" .name) .value -}}
{{- fail (printf "extraEnv %s of %s-service looks like a password, and values are no place for one. Use valueFrom.secretKeyRef." .name $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Whoever takes over one service may neither sign in to the databases of another nor open what it keeps. */}}
{{- define "temoin.validate.separate" -}}
{{- $seen := dict -}}
{{- range $name := include "temoin.services" . | fromJsonArray -}}
{{- $svc := include "temoin.service" (dict "root" $ "service" $name) | fromJson -}}
{{- $secrets := dict "database.existingSecret" $svc.database.existingSecret "database.owners.existingSecret" $svc.database.owners.existingSecret -}}
{{- if eq $svc.keys.provider "file" -}}
{{- $_ := set $secrets "keyset" (printf "%s/%s" $svc.keys.existingSecret $svc.keys.keysetKey) -}}
{{- end -}}
{{- range $what, $text := $secrets -}}
{{- $secret := include "temoin.text" (dict "root" $ "service" $name "text" $text) -}}
{{- $id := printf "%s %s" $what $secret -}}
{{- if and $secret (hasKey $seen $id) -}}
{{- fail (printf "%s-service has the %s of %s-service (%s), so either could read what the other keeps. Give each service a secret of its own, with \"{{ .service }}\" in the name." $name $what (get $seen $id) $secret) -}}
{{- end -}}
{{- $_ := set $seen $id $name -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
Start checks are relaxed by allowInsecure alone: whoever inspects an installation looks for it there. The services read a setting
under several names, and as an option of the JVM.
*/}}
{{- define "temoin.validate.checks" -}}
{{- $settings := dict -}}
{{- $options := dict "jvmOptions" .svc.jvmOptions -}}
{{- range $property, $value := mergeOverwrite (deepCopy .root.Values.config) .svc.config -}}
{{- $_ := set $settings (printf "config.%s" $property) (list $property (toString $value)) -}}
{{- end -}}
{{- range .svc.extraEnv -}}
{{- $_ := set $settings (printf "extraEnv %s" .name) (list .name (.value | default "")) -}}
{{- $_ := set $options (printf "extraEnv %s" .name) (.value | default "") -}}
{{- end -}}
{{- range $place, $text := $options -}}
{{- range regexFindAll "-D[^\\s=]+(=\\S*)?" $text -1 -}}
{{- $option := splitn "=" 2 (trimPrefix "-D" .) -}}
{{- $_ := set $settings (printf "%s: -D%s" $place $option._0) (list $option._0 ($option._1 | default "")) -}}
{{- end -}}
{{- end -}}
{{- range $place, $setting := $settings -}}
{{- $name := regexReplaceAll "[^A-Z0-9]" (first $setting | upper) "_" -}}
{{- $harmless := and (regexMatch "^[A-Za-z0-9_-]+$" (last $setting)) (not (has (last $setting) (list "dev" "test" "demo"))) -}}
{{- $profile := and (regexMatch "(^|_)(QUARKUS|SMALLRYE|MP)(_CONFIG)?_PROFILE(_PARENT)?$" $name) (not $harmless) -}}
{{- if and (or $profile (regexMatch "(^|_)TEMOIN_ALLOW_" $name)) (not $.root.Values.allowInsecure.everything) -}}
{{- fail (printf "%s of %s-service switches off start checks, where nobody who inspects the installation looks for it. Remove it, and set the exception that you need under allowInsecure; for the profiles dev, test and demo, set allowInsecure.everything." $place $.service) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "temoin.validate.connections" -}}
{{- $svc := .svc -}}
{{- $name := .service -}}
{{- $allow := .root.Values.allowInsecure -}}
{{- if not (include "temoin.databaseHost" .) -}}
{{- fail (printf "database.host is empty for %s-service. Set it to the host of PostgreSQL 18, or let CloudNativePG create one (database.cnpg.enabled)." $name) -}}
{{- end -}}
{{- if and (ne $svc.database.sslMode "verify-full") (not (or $allow.plaintextDatabase $allow.everything)) -}}
{{- fail (printf "database.sslMode is %s for %s-service: anyone on the network could read passwords, or answer as the database. Set verify-full and database.ca.existingSecret; to try things out, set allowInsecure.plaintextDatabase." $svc.database.sslMode $name) -}}
{{- end -}}
{{- if not $svc.kafka.bootstrapServers -}}
{{- fail (printf "kafka.bootstrapServers is empty for %s-service. Set it to the brokers, such as my-cluster-kafka-bootstrap.kafka:9093." $name) -}}
{{- end -}}
{{- if and (has $svc.kafka.security.protocol (list "PLAINTEXT" "SASL_PLAINTEXT")) (not (or $allow.plaintextKafka $allow.everything)) -}}
{{- fail (printf "kafka.security.protocol is %s for %s-service: anyone on the network could order a destruction. Set SASL_SSL or SSL; to try things out, set allowInsecure.plaintextKafka." $svc.kafka.security.protocol $name) -}}
{{- end -}}
{{- if not $svc.oidc.authServerUrl -}}
{{- fail (printf "oidc.authServerUrl is empty for %s-service. Set it to the address of the realm, such as https://sso.example.com/realms/temoin." $name) -}}
{{- end -}}
{{- if and (not (hasPrefix "https://" $svc.oidc.authServerUrl)) (not (or $allow.plaintextIdentity $allow.everything)) -}}
{{- fail (printf "oidc.authServerUrl is not https for %s-service: anyone on the network could sign tokens. Use https, with oidc.ca.existingSecret for a private authority; to try things out, set allowInsecure.plaintextIdentity." $name) -}}
{{- end -}}
{{- if and (not $svc.oidc.stepUp.acr) (not (or $allow.noStepUp $allow.everything)) -}}
{{- fail (printf "oidc.stepUp.acr is empty for %s-service: a password alone would open recordings. Name the values of acr that stand for a second factor; to try things out, set allowInsecure.noStepUp." $name) -}}
{{- end -}}
{{- if and (not $svc.oidc.audience) (not (or $allow.anyAudience $allow.everything)) -}}
{{- fail (printf "oidc.audience is empty for %s-service: tokens for any other application would count. Set it to temoin; to try things out, set allowInsecure.anyAudience." $name) -}}
{{- end -}}
{{- if and .root.Values.tls.enabled (not (or $svc.tls.existingSecret .root.Values.tls.certManager.issuerRef.name)) -}}
{{- fail (printf "%s-service has no certificate, but tls.enabled is true. Name an issuer of cert-manager (tls.certManager.issuerRef.name), or the secret with its certificate (tls.existingSecret), such as \"temoin-{{ .service }}-tls\"." $name) -}}
{{- end -}}
{{- end -}}

{{/* What is in clear in the cluster is read by whoever is on a node or taps the network: bearer tokens, and recordings. */}}
{{- define "temoin.validate.tls" -}}
{{- $values := .Values -}}
{{- if not (or $values.tls.enabled $values.allowInsecure.plaintextServices $values.allowInsecure.everything) -}}
{{- fail "tls.enabled is false: tokens and recordings would be in clear between the gateway and the pods. Set it to true and name an issuer of cert-manager (tls.certManager.issuerRef.name) or secrets (tls.existingSecret); where a service mesh encrypts, or to try things out, set allowInsecure.plaintextServices." -}}
{{- end -}}
{{- if and $values.tls.enabled (eq $values.route.type "gateway") $values.route.gateway.backendTlsPolicy (not $values.tls.ca.existingConfigMap) -}}
{{- fail "tls.ca.existingConfigMap is empty, so the gateway could not verify the certificates of the services. Name the ConfigMap that has their authority at ca.crt; if your gateway is told by objects of its own, set route.gateway.backendTlsPolicy to false." -}}
{{- end -}}
{{- end -}}

{{- define "temoin.validate.pods" -}}
{{- $svc := .svc -}}
{{- $name := .service -}}
{{- if lt (int $svc.startupAllowanceSeconds) 120 -}}
{{- fail (printf "startupAllowanceSeconds is %d for %s-service. A start on a busy node takes longer: allow 120 or more." (int $svc.startupAllowanceSeconds) $name) -}}
{{- end -}}
{{- $needed := add (int $svc.shutdownDelaySeconds) (int $svc.shutdownTimeoutSeconds) 10 -}}
{{- if lt (int $svc.terminationGracePeriodSeconds) 60 -}}
{{- fail (printf "terminationGracePeriodSeconds is %d for %s-service. Uploads in progress need longer: set 60 or more." (int $svc.terminationGracePeriodSeconds) $name) -}}
{{- end -}}
{{- if lt (int $svc.terminationGracePeriodSeconds) (int $needed) -}}
{{- fail (printf "terminationGracePeriodSeconds is %d for %s-service, but it may take %d (shutdownDelaySeconds + shutdownTimeoutSeconds + 10) to stop, and would be killed. Set it to %d or more." (int $svc.terminationGracePeriodSeconds) $name (int $needed) (int $needed)) -}}
{{- end -}}
{{- if ne .root.Values.autoscaling.type "none" -}}
{{- if gt (int $svc.autoscaling.minReplicas) (int $svc.autoscaling.maxReplicas) -}}
{{- fail (printf "autoscaling.minReplicas is greater than maxReplicas for %s-service. Raise maxReplicas." $name) -}}
{{- end -}}
{{- end -}}
{{- if and (eq .root.Values.autoscaling.type "keda") (gt (int $svc.autoscaling.maxReplicas) (int .root.Values.kafka.strimzi.topics.partitions)) -}}
{{- fail (printf "autoscaling.maxReplicas of %s-service is %d, but topics have %d partitions (kafka.strimzi.topics.partitions): further replicas would read nothing. Lower it." $name (int $svc.autoscaling.maxReplicas) (int .root.Values.kafka.strimzi.topics.partitions)) -}}
{{- end -}}
{{- end -}}

{{- define "temoin.validate.buckets" -}}
{{- $svc := include "temoin.service" (dict "root" . "service" "audit") | fromJson -}}
{{- $private := list (include "temoin.service" (dict "root" . "service" "recording") | fromJson).audio.s3.bucket -}}
{{- if eq $svc.exports.store "s3" -}}
{{- if not $svc.exports.s3.bucket -}}
{{- fail "services.audit.exports.s3.bucket is empty. Name the bucket, which must exist." -}}
{{- end -}}
{{- $private = append $private $svc.exports.s3.bucket -}}
{{- end -}}
{{- with $svc.log.publication.bucket -}}
{{- if has . $private -}}
{{- fail (printf "services.audit.log.publication.bucket is %s, which also has audio or exports: everyone may read the bucket of the logs. Give them different buckets." .) -}}
{{- end -}}
{{- end -}}
{{- with .Values.packages.bucket -}}
{{- if has . (append $private $svc.log.publication.bucket) -}}
{{- fail (printf "packages.bucket is %s, which also has audio, exports or logs: the rule that removes what is left of packages would remove those. Give packages a bucket of their own." .) -}}
{{- end -}}
{{- end -}}
{{- with .Values.packages.endpoint -}}
{{- if not (or (hasPrefix "https://" .) $.Values.allowInsecure.plaintextStorage $.Values.allowInsecure.everything) -}}
{{- fail "packages.endpoint is not https: anyone on the network would see whose package is made, and could remove it. Use https; where a service mesh encrypts, or to try things out, set allowInsecure.plaintextStorage." -}}
{{- end -}}
{{- end -}}
{{- range $name, $endpoint := dict "exports.s3" $svc.exports.s3.endpoint "log.publication" $svc.log.publication.endpoint -}}
{{- if and $endpoint (not (hasPrefix "https://" $endpoint)) (not (or $.Values.allowInsecure.plaintextStorage $.Values.allowInsecure.everything)) -}}
{{- fail (printf "services.audit.%s.endpoint is not https: anyone on the network could use the bucket. Use https; where a service mesh encrypts, or to try things out, set allowInsecure.plaintextStorage." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Whose events a topic has is said here alone. */}}
{{- define "temoin.validate.businessTopics" -}}
{{- $seen := dict -}}
{{- range .Values.services.retention.businessTopics -}}
{{- if hasKey $seen .name -}}
{{- fail (printf "services.retention.businessTopics names %s twice, but the events of a topic are those of one controller. Give each controller a topic of its own." .name) -}}
{{- end -}}
{{- $_ := set $seen .name true -}}
{{- if regexMatch "^(consent|recording|audit|retention)[.](events|dead-letter|checkpoints)$" .name -}}
{{- fail (printf "services.retention.businessTopics names %s, a topic of Temoin's own. Name the topic that the controller's own system writes." .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "temoin.validate.recording" -}}
{{- $svc := include "temoin.service" (dict "root" . "service" "recording") | fromJson -}}
{{- $several := ne .Values.autoscaling.type "none" | ternary $svc.autoscaling.maxReplicas $svc.replicas -}}
{{- if and (eq $svc.audio.store "files") (eq $svc.audio.files.accessMode "ReadWriteOnce") (gt (int $several) 1) -}}
{{- fail "services.recording has several replicas, but its audio is on a volume that only one node can mount. Set services.recording.audio.files.accessMode to ReadWriteMany with a storage class that has it, or services.recording.replicas to 1." -}}
{{- end -}}
{{- if and (eq $svc.audio.store "s3") (not $svc.audio.s3.bucket) -}}
{{- fail "services.recording.audio.s3.bucket is empty. Name the bucket, which must exist." -}}
{{- end -}}
{{- if and (eq $svc.audio.store "s3") $svc.audio.s3.endpoint (not (hasPrefix "https://" $svc.audio.s3.endpoint)) (not (or .Values.allowInsecure.plaintextStorage .Values.allowInsecure.everything)) -}}
{{- fail "services.recording.audio.s3.endpoint is not https: anyone on the network could use the bucket. Use https; where a service mesh encrypts, or to try things out, set allowInsecure.plaintextStorage." -}}
{{- end -}}
{{- if not (or (hasPrefix "https://" (include "temoin.receiptKeysUrl" .)) .Values.allowInsecure.everything) -}}
{{- fail "recording-service would fetch the keys of receipts without TLS, and anyone on the network could forge receipts. Set tls.enabled, or a route, or services.recording.receiptKeysUrl to an https address; to try things out, set allowInsecure.everything." -}}
{{- end -}}
{{- if and .Values.tls.enabled (not (or $svc.receiptKeysUrl .Values.trustStore.existingConfigMap (include "temoin.consentIsPublic" .))) -}}
{{- fail "trustStore.existingConfigMap is empty and there is no route, so recording-service could not verify the certificate of consent-service, which no public authority issues. Name a ConfigMap with your authority's PKCS #12 trust store." -}}
{{- end -}}
{{- end -}}
