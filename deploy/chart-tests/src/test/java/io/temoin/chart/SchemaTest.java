// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code values.schema.json}: everything has a type, and it says the same as {@code values.yaml}.
 */
class SchemaTest {

    private static final JsonNode SCHEMA = Chart.read(Chart.SOURCE.resolve("values.schema.json"));
    private static final JsonNode VALUES = Chart.read(Chart.SOURCE.resolve("values.yaml"));

    /**
     * Whose shape is not ours: what Helm passes to subcharts, and objects of Kubernetes and
     * operators.
     */
    private static final Set<String> OPEN =
            Set.of(
                    "/properties/global",
                    "/properties/database/properties/cnpg/properties/spec",
                    "/definitions/object",
                    "/definitions/object/properties/metadata");

    /** Below a service, what is set there for all services. */
    private static final Set<String> SHARED = Set.of("database", "kafka", "oidc", "keys", "tls");

    @Test
    void noObjectIsWithoutItsMembers() {
        List<String> bare = new ArrayList<>();
        walk("", SCHEMA, bare);
        assertThat(bare).isEmpty();
    }

    @Test
    void everyValueIsInTheSchemaAndEverythingInTheSchemaHasAValue() {
        List<String> differences = new ArrayList<>();
        compare("", VALUES, SCHEMA, differences);
        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "services: {consent: {replicas: 0}}|'/services/consent/replicas': minimum",
                "services: {consnet: {}}|additional properties 'consnet' not allowed",
                "defaults: {replicas: two}|'/defaults/replicas': got string, want integer",
                "keys: {provider: vault-of-mine}|'/keys/provider'",
                "image: {digests: {audit: 'sha256:abc'}}|'/image/digests/audit'",
                "services: {audit: {log: {prefix: 'https://a/b'}}}|/services/audit/log/prefix",
                "defaults: {extraEnv: [{name: A, valueFrom: {secret: b}}]}|'secret' not allowed"
            })
    void namesTheValueThatIsWrong(String values, String message) {
        assertThatThrownBy(() -> Chart.render(Chart.values("production"), values))
                .hasMessageContaining(message);
    }

    private static void walk(String place, JsonNode schema, List<String> bare) {
        var isObject =
                schema.path("type").asText().equals("object")
                        || schema.has("properties") && schema.has("type");
        if (isObject && !OPEN.contains(place)) {
            var additional = schema.path("additionalProperties");
            var closed = additional.isBoolean() && !additional.asBoolean();
            var typed = additional.isObject() && (additional.has("type") || additional.has("$ref"));
            if (!closed && !typed) {
                bare.add(place);
            }
        }
        schema.properties()
                .forEach(
                        member -> {
                            if (member.getValue().isContainerNode()) {
                                walk(place + "/" + member.getKey(), member.getValue(), bare);
                            }
                        });
    }

    private static void compare(
            String place, JsonNode value, JsonNode schema, List<String> differences) {
        var resolved = resolve(schema);
        if (!resolved.has("properties")) {
            return;
        }
        value.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!resolved.path("properties").has(name)) {
                                differences.add(place + "/" + name + " is not in the schema");
                            }
                        });
        resolved.path("properties")
                .properties()
                .forEach(
                        member -> {
                            var at = place + "/" + member.getKey();
                            if (value.has(member.getKey())) {
                                compare(
                                        at,
                                        value.get(member.getKey()),
                                        member.getValue(),
                                        differences);
                            } else if (!isOptional(at, member.getKey())) {
                                differences.add(at + " has no default");
                            }
                        });
    }

    private static boolean isOptional(String place, String name) {
        var inherited =
                place.matches("/services/[a-z]+/[A-Za-z]+")
                        && (SHARED.contains(name) || VALUES.path("defaults").has(name));
        return place.equals("/global") || place.endsWith("/limits/cpu") || inherited;
    }

    private static JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? SCHEMA.at(schema.get("$ref").asText().substring(1)) : schema;
    }
}
