{{- define "daybook.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* Labels of one part. (dict "root" $ "part" name) */}}
{{- define "daybook.selector" -}}
app.kubernetes.io/name: daybook
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "daybook.labels" -}}
{{ include "daybook.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end }}

{{/* Without rights, as the image allows. */}}
{{- define "daybook.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "daybook.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end }}

{{- define "daybook.natsUrl" -}}
{{- if .Values.nats.enabled -}}
nats://{{ .Release.Name }}-nats:4222
{{- else -}}
{{ required "nats.url is needed where nats.enabled is false" .Values.nats.url }}
{{- end -}}
{{- end }}

{{/* The environment of a service. (dict "root" $ "name" name "service" values) */}}
{{- define "daybook.environment" -}}
{{- $root := .root }}
{{- $name := .name }}
{{- $env := deepCopy .service.env }}
{{- if and (eq $name "billing") (not $env.PROCESSOR_URL) }}
{{- if $root.Values.sandbox.enabled }}
{{- $_ := set $env "PROCESSOR_URL" (printf "http://%s-sandbox:8080" $root.Release.Name) }}
{{- else if not .service.envSecret }}
{{- fail "services.billing.env.PROCESSOR_URL is needed, or sandbox.enabled for a trial" }}
{{- end }}
{{- end }}
{{- if and (eq $name "fulfillment") $root.Values.sandbox.enabled (not $env.HOUSE_ALLOWED_HOSTS) }}
{{- $_ := set $env "HOUSE_ALLOWED_HOSTS" (printf "%s-sandbox:8080" $root.Release.Name) }}
{{- end }}
env:
  - { name: APP, value: {{ $name }} }
  - { name: HTTP_HOST, value: 0.0.0.0 }
  - { name: HTTP_PORT, value: '8080' }
  - { name: NATS_URL, value: {{ include "daybook.natsUrl" $root | quote }} }
  - { name: NATS_REPLICAS, value: {{ $root.Values.nats.copies | quote }} }
  {{- range $variable := .service.settings }}
  {{- $ofNats := and (hasPrefix "NATS_" $variable) (not $root.Values.nats.enabled) }}
  {{- $ofPostgres := and (eq $variable "DATABASE_URL") (not $root.Values.postgres.enabled) }}
  {{- if $ofPostgres }}
  - name: DATABASE_URL
    valueFrom:
      secretKeyRef:
        name: {{ required "postgres.secret is needed where postgres.enabled is false" $root.Values.postgres.secret }}
        key: {{ $name }}
  {{- else if $ofNats }}
  - name: {{ $variable }}
    valueFrom:
      secretKeyRef:
        name: {{ required "nats.secret is needed where nats.enabled is false" $root.Values.nats.secret }}
        key: {{ eq $variable "NATS_CREDS" | ternary $name $variable }}
        optional: {{ ne $variable "NATS_CREDS" }}
  {{- else }}
  - { name: {{ $variable }}_FILE, value: /run/settings/{{ $variable }} }
  {{- end }}
  {{- end }}
  {{- range $variable, $value := $env }}
  {{- if $value }}
  - { name: {{ $variable }}, value: {{ $value | quote }} }
  {{- end }}
  {{- end }}
{{- with .service.envSecret }}
envFrom:
  - secretRef: { name: {{ . }} }
{{- end }}
{{- end }}
