// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types of objects: classes of Kubernetes' and Strimzi's clients where there are any, JSON
 * Schemas of our own elsewhere. The schemas name the version of the definition that they were
 * written from. Strimzi's classes are those of v1beta2 as well as v1, whose members the chart uses
 * are the same.
 */
final class Types {

    private static final Map<String, Class<?>> CLASSES =
            Map.ofEntries(
                    Map.entry("v1/ConfigMap", ConfigMap.class),
                    Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
                    Map.entry("v1/Pod", Pod.class),
                    Map.entry("v1/Service", Service.class),
                    Map.entry("v1/ServiceAccount", ServiceAccount.class),
                    Map.entry("apps/v1/Deployment", Deployment.class),
                    Map.entry(
                            "autoscaling/v2/HorizontalPodAutoscaler",
                            HorizontalPodAutoscaler.class),
                    Map.entry("batch/v1/CronJob", CronJob.class),
                    Map.entry("batch/v1/Job", Job.class),
                    Map.entry(
                            "gateway.networking.k8s.io/v1/BackendTLSPolicy",
                            BackendTLSPolicy.class),
                    Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
                    Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
                    Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
                    Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
                    Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
                    Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
                    Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
                    Map.entry("kafka.strimzi.io/v1/KafkaUser", KafkaUser.class));

    private static final Map<String, String> SCHEMAS =
            Map.of(
                    "cert-manager.io/v1/Certificate", "certificate.json",
                    "postgresql.cnpg.io/v1/Cluster", "cnpg-cluster.json",
                    "k8s.keycloak.org/v2alpha1/KeycloakRealmImport", "keycloak-realm-import.json",
                    "keda.sh/v1alpha1/ScaledObject", "keda-scaled-object.json",
                    "external-secrets.io/v1/ExternalSecret", "external-secret.json",
                    "external-secrets.io/v1/SecretStore", "secret-store.json");

    // Numbers stay numbers, and nothing unknown is passed over in silence: what a class has no
    // member for comes back missing.
    private static final ObjectMapper STRICT =
            JsonMapper.builder()
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Types() {}

    /** The kinds that there are types for. */
    static Set<String> known() {
        Set<String> kinds = new HashSet<>();
        for (var types : List.of(CLASSES.keySet(), SCHEMAS.keySet())) {
            types.forEach(type -> kinds.add(type.substring(type.lastIndexOf('/') + 1)));
        }
        return kinds;
    }

    /** What is wrong with an object; nothing, if it is of its type. */
    static List<String> faults(JsonNode object) {
        var type = object.path("apiVersion").asText() + "/" + object.path("kind").asText();
        if (CLASSES.get(type) instanceof Class<?> known) {
            return faults(object, known);
        }
        if (SCHEMAS.get(type) instanceof String schema) {
            return schema(schema).validate(object).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        }
        return List.of("no type for " + type);
    }

    /** The same for a type that the chart itself does not render. */
    static List<String> faults(JsonNode object, Class<?> type) {
        List<String> faults = new ArrayList<>();
        try {
            compare("", object, STRICT.valueToTree(STRICT.treeToValue(object, type)), faults);
            unknown("", STRICT.treeToValue(object, type), faults);
        } catch (JsonProcessingException e) {
            faults.add(e.getOriginalMessage());
        }
        return faults;
    }

    /** What was read must be written again: a member that the type does not have is lost. */
    private static void compare(
            String place, JsonNode given, JsonNode understood, List<String> faults) {
        if (given.isObject()) {
            given.properties()
                    .forEach(
                            member -> {
                                var at = place + "/" + member.getKey();
                                var value = understood.path(member.getKey());
                                if (value.isMissingNode() && !isEmpty(member.getValue())) {
                                    faults.add(at + " is unknown");
                                } else {
                                    compare(at, member.getValue(), value, faults);
                                }
                            });
        } else if (given.isArray()) {
            for (var i = 0; i < given.size(); i++) {
                compare(place + "/" + i, given.get(i), understood.path(i), faults);
            }
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || value.isContainerNode() && value.isEmpty();
    }

    /** Most types keep what they do not know in their additional properties. */
    private static void unknown(String place, Object value, List<String> faults) {
        if (value instanceof Iterable<?> values) {
            var i = 0;
            for (var each : values) {
                unknown(place + "/" + i++, each, faults);
            }
            return;
        }
        if (value == null || !value.getClass().getName().matches("io\\.(fabric8|strimzi)\\..*")) {
            return;
        }
        for (var getter : value.getClass().getMethods()) {
            if (getter.getParameterCount() > 0
                    || !getter.getName().startsWith("get")
                    || getter.getDeclaringClass() == Object.class
                    || getter.getReturnType().isEnum()) {
                continue;
            }
            try {
                var member = getter.invoke(value);
                if (getter.getName().equals("getAdditionalProperties")) {
                    if (member instanceof Map<?, ?> additional) {
                        additional.keySet().forEach(key -> faults.add(place + "/" + key));
                    }
                } else {
                    unknown(place + "/" + getter.getName().substring(3), member, faults);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(getter.toString(), e);
            }
        }
    }

    private static com.networknt.schema.JsonSchema schema(String name) {
        try (var stream = Types.class.getResourceAsStream("/schemas/" + name)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                    .getSchema(new ObjectMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
