// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Parts of access packages lie in one bucket that every service can use. */
class PackageStorageTest {

    private static final String BUCKET =
            """
            packages:
              bucket: parts
              endpoint: https://minio.example:9000
              pathStyle: true
              existingSecret: "{{ .service }}-storage"
            """;

    private static Map<String, JsonNode> environment(List<JsonNode> objects, String service) {
        var pod =
                Manifests.one(objects, "Deployment", "temoin-" + service)
                        .at("/spec/template/spec/containers/0/env");
        Map<String, JsonNode> variables = new HashMap<>();
        pod.forEach(one -> variables.put(one.path("name").textValue(), one));
        return variables;
    }

    private static String secret(Map<String, JsonNode> environment) {
        return environment
                .getOrDefault(
                        "AWS_ACCESS_KEY_ID", com.fasterxml.jackson.databind.node.NullNode.instance)
                .at("/valueFrom/secretKeyRef/name")
                .asText();
    }

    @Test
    void everyServiceHasTheSameBucketAndItsOwnSecret() {
        var objects = Chart.render(Chart.values("production"), BUCKET);

        for (var service : Chart.SERVICES) {
            var environment = environment(objects, service);
            assertThat(environment.get("TEMOIN_PACKAGES_STORE").path("value").asText())
                    .isEqualTo("s3");
            assertThat(environment.get("TEMOIN_PACKAGES_S3_BUCKET").path("value").asText())
                    .isEqualTo("parts");
            assertThat(environment.get("TEMOIN_PACKAGES_S3_ENDPOINT").path("value").asText())
                    .isEqualTo("https://minio.example:9000");
            assertThat(secret(environment)).isEqualTo(service + "-storage");
        }
    }

    /** A process has one pair of credentials for all its buckets. */
    @Test
    void aServiceWithABucketOfItsOwnKeepsItsSecret() {
        var objects =
                Chart.render(
                        Chart.values("production"),
                        BUCKET
                                + """
                                services:
                                  recording:
                                    audio: {store: s3, s3: {bucket: audio, existingSecret: own}}
                                  audit:
                                    storageSecret: trail
                                """);

        assertThat(secret(environment(objects, "recording"))).isEqualTo("own");
        assertThat(secret(environment(objects, "audit"))).isEqualTo("trail");
        assertThat(secret(environment(objects, "retention"))).isEqualTo("retention-storage");
    }

    @Test
    void withoutABucketThereIsNoStorage() {
        var objects = Chart.render(Chart.values("production"));

        for (var service : Chart.SERVICES) {
            assertThat(environment(objects, service).keySet())
                    .noneMatch(name -> name.startsWith("TEMOIN_PACKAGES"));
        }
    }
}
