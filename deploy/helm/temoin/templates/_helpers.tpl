{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{- define "temoin.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The names of the services that are installed, as a list in JSON. */}}
{{- define "temoin.services" -}}
{{- $names := list -}}
{{- range $name := list "consent" "recording" "audit" "retention" -}}
{{- $own := index $.Values.services $name | default dict -}}
{{- if hasKey $own "enabled" | ternary $own.enabled $.Values.defaults.enabled -}}
{{- $names = append $names $name -}}
{{- end -}}
{{- end -}}
{{- $names | toJson -}}
{{- end -}}

{{/*
All settings of one service: `defaults` and the sections that services share, and above them what `services.<name>` says.
Call it with (dict "root" $ "service" $name).
*/}}
{{- define "temoin.service" -}}
{{- $values := .root.Values -}}
{{- $shared := pick $values "database" "kafka" "oidc" "keys" "tls" -}}
{{- $own := index $values.services .service | default dict -}}
{{- mergeOverwrite (deepCopy $values.defaults) (deepCopy $shared) (deepCopy $own) | toJson -}}
{{- end -}}

{{/* Whether a restore is under way: its Jobs run, or only some services serve until what it lost is recorded again. */}}
{{- define "temoin.restoring" -}}
{{- if or .Values.restore.commands .Values.restore.serve -}}
true
{{- end -}}
{{- end -}}

{{/* Whether a service has replicas: all have, unless a restore is under way. (dict "root" $ "service" $name) */}}
{{- define "temoin.serves" -}}
{{- if or (not (include "temoin.restoring" .root)) (has .service .root.Values.restore.serve) -}}
true
{{- end -}}
{{- end -}}

{{/* A text of the values with its templates filled in: (dict "root" $ "service" $name "text" …). */}}
{{- define "temoin.text" -}}
{{- $text := .text | default "" | toString -}}
{{- if contains "{{" $text -}}
{{- tpl $text (dict "Values" .root.Values "Release" .root.Release "Chart" .root.Chart "Template" .root.Template "service" (.service | default "")) -}}
{{- else -}}
{{- $text -}}
{{- end -}}
{{- end -}}

{{/* Labels that never change: (dict "root" $ "name" "consent-service"). */}}
{{- define "temoin.selectorLabels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "temoin.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: temoin
{{ include "temoin.selectorLabels" . }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The image of a service: (dict "root" $ "name" "consent-service" "digest" "consent"). */}}
{{- define "temoin.image" -}}
{{- $image := .root.Values.image -}}
{{- $repository := printf "%s/%s/%s" $image.registry $image.repositoryPrefix .name -}}
{{- $digest := index $image.digests .digest | default "" -}}
{{- if $digest -}}
{{- printf "%s@%s" $repository $digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .root.Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The public host of a service; empty without a route. */}}
{{- define "temoin.host" -}}
{{- if ne .root.Values.route.type "none" -}}
{{- include "temoin.text" (dict "root" .root "service" .service "text" .root.Values.route.host) -}}
{{- end -}}
{{- end -}}

{{/* The port that a service answers at, in the cluster. */}}
{{- define "temoin.port" -}}
{{- ternary 8443 8080 .root.Values.tls.enabled -}}
{{- end -}}

{{- define "temoin.portName" -}}
{{- ternary "https" "http" .root.Values.tls.enabled -}}
{{- end -}}

{{/* The secret with the certificate of a service: (dict "root" $ "service" $name "svc" $svc). */}}
{{- define "temoin.tlsSecret" -}}
{{- if .svc.tls.existingSecret -}}
{{- include "temoin.text" (dict "root" .root "service" .service "text" .svc.tls.existingSecret) -}}
{{- else -}}
{{- printf "%s-%s-tls" (include "temoin.fullname" .root) .service -}}
{{- end -}}
{{- end -}}

{{/*
The address at which pods of the release reach consent-service: the public one, where there is one and nothing else could be
verified, since no public authority issues a certificate for a name in the cluster.
*/}}
{{- define "temoin.consentUrl" -}}
{{- $host := include "temoin.host" (dict "root" . "service" "consent") -}}
{{- if include "temoin.consentIsPublic" . -}}
{{- printf "https://%s" $host -}}
{{- else -}}
{{- printf "%s://%s-consent.%s.svc:%s" (include "temoin.portName" (dict "root" .)) (include "temoin.fullname" .) .Release.Namespace (include "temoin.port" (dict "root" .)) -}}
{{- end -}}
{{- end -}}

{{- define "temoin.consentIsPublic" -}}
{{- if and .Values.tls.enabled (not .Values.trustStore.existingConfigMap) (include "temoin.host" (dict "root" . "service" "consent")) -}}
true
{{- end -}}
{{- end -}}

{{/* Where recording-service gets the keys of receipts. */}}
{{- define "temoin.receiptKeysUrl" -}}
{{- $own := (include "temoin.service" (dict "root" . "service" "recording") | fromJson).receiptKeysUrl -}}
{{- if $own -}}
{{- include "temoin.text" (dict "root" . "service" "recording" "text" $own) -}}
{{- else if .Values.tls.enabled -}}
{{- printf "%s/v1/keys" (include "temoin.consentUrl" .) -}}
{{- else if include "temoin.host" (dict "root" . "service" "consent") -}}
{{- printf "https://%s/v1/keys" (include "temoin.host" (dict "root" . "service" "consent")) -}}
{{- else -}}
{{- printf "http://%s-consent.%s.svc:8080/v1/keys" (include "temoin.fullname" .) .Release.Namespace -}}
{{- end -}}
{{- end -}}

{{- define "temoin.logPrefix" -}}
{{- $log := (include "temoin.service" (dict "root" . "service" "audit") | fromJson).log -}}
{{- if $log.prefix -}}
{{- include "temoin.text" (dict "root" . "service" "audit" "text" $log.prefix) -}}
{{- else if include "temoin.host" (dict "root" . "service" "audit") -}}
{{- printf "%s/v1/logs" (include "temoin.host" (dict "root" . "service" "audit")) -}}
{{- end -}}
{{- end -}}

{{/* The host of PostgreSQL for a service. */}}
{{- define "temoin.databaseHost" -}}
{{- $svc := include "temoin.service" . | fromJson -}}
{{- if $svc.database.host -}}
{{- include "temoin.text" (dict "root" .root "service" .service "text" $svc.database.host) -}}
{{- else if .root.Values.database.cnpg.enabled -}}
{{- printf "%s-db-rw.%s.svc" (include "temoin.fullname" .root) .root.Release.Namespace -}}
{{- end -}}
{{- end -}}

{{/*
How many connections the services may open to the cluster that the chart creates: those of their pools, for the most replicas that
they may have, and one more of each, since an update starts the new one before the old one ends.
*/}}
{{- define "temoin.connections" -}}
{{- $connections := 0 -}}
{{- range $name := include "temoin.services" . | fromJsonArray -}}
{{- $svc := include "temoin.service" (dict "root" $ "service" $name) | fromJson -}}
{{- if not $svc.database.host -}}
{{- $replicas := eq $.Values.autoscaling.type "none" | ternary $svc.replicas $svc.autoscaling.maxReplicas -}}
{{- $connections = add $connections (mul (add (int $replicas) 1) (get (dict "audit" 26 "retention" 29) $name | default 25)) -}}
{{- end -}}
{{- end -}}
{{- $connections -}}
{{- end -}}

{{/* The secret with the certificate authority of PostgreSQL; empty for those of the image. */}}
{{- define "temoin.databaseCaSecret" -}}
{{- $svc := include "temoin.service" . | fromJson -}}
{{- if $svc.database.ca.existingSecret -}}
{{- include "temoin.text" (dict "root" .root "service" .service "text" $svc.database.ca.existingSecret) -}}
{{- else if .root.Values.database.cnpg.enabled -}}
{{- printf "%s-db-ca" (include "temoin.fullname" .root) -}}
{{- end -}}
{{- end -}}

{{/* How roles and databases are provisioned; CloudNativePG brings an administrator's role for the job, restored databases have theirs. */}}
{{- define "temoin.provisionMode" -}}
{{- if .Values.restore.drill -}}none{{- else if and .Values.database.cnpg.enabled (eq .Values.database.provision.mode "none") -}}job{{- else -}}{{ .Values.database.provision.mode }}{{- end -}}
{{- end -}}

{{/*
The end of a Job's name. No Job can be changed, so whatever changes in its spec, which has the version among its labels, changes its
name: Argo CD renders every revision as the first. With Helm, each revision also has Jobs of its own. (dict "root" $ "spec" …)
*/}}
{{- define "temoin.jobSuffix" -}}
{{- printf "%d-%s" .root.Release.Revision (.spec | sha256sum | trunc 8) -}}
{{- end -}}

{{/* The audio volume's claim. */}}
{{- define "temoin.audioClaim" -}}
{{- $svc := include "temoin.service" (dict "root" . "service" "recording") | fromJson -}}
{{- default (printf "%s-recording-audio" (include "temoin.fullname" .)) $svc.audio.files.existingClaim -}}
{{- end -}}
