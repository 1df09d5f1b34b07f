// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.platform.FreePorts;
import io.temoin.platform.OpenIdMetadata;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.QuarkusApplication;
import io.temoin.platform.ServiceDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One service as the quick start runs it, without a cluster: the secrets of the script, the roles
 * of {@code roles.sql}, and then the init container, the CronJob and the container that serves,
 * each with its own environment and nothing else, on a real PostgreSQL. Kafka is away, as it may be
 * when a pod starts; the identity provider comes later.
 */
class QuickstartServiceIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SERVICE = "retention";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Signed by nobody: only the provider's keys would tell. */
    private static final String ANY_TOKEN =
            Stream.of("{\"alg\":\"RS256\",\"kid\":\"nobody\"}", "{\"sub\":\"lea\"}", "signature")
                    .map(part -> part.getBytes(StandardCharsets.UTF_8))
                    .map(Base64.getUrlEncoder().withoutPadding()::encodeToString)
                    .collect(Collectors.joining("."));

    private final int identityPort = FreePorts.any();

    @TempDir Path folder;

    @Test
    void migratesRotatesAndBecomesReadyWithWhatTheChartGivesEachContainer() throws Exception {
        // Given
        var secrets = QuickstartSecrets.make(folder);
        try (var postgres =
                PostgresServer.start(
                        folder.resolve("data"),
                        FreePorts.any(),
                        folder.resolve("postgresql.log"))) {
            var database =
                    ServiceDatabase.create(
                            postgres,
                            SERVICE,
                            new ServiceDatabase.Passwords(
                                    secrets.value("temoin-retention-owners/owner-password"),
                                    secrets.value("temoin-retention-database/app-password"),
                                    secrets.value("temoin-retention-database/feed-password"),
                                    secrets.value("temoin-retention-owners/keys-owner-password"),
                                    secrets.value("temoin-retention-database/keys-password")));
            var application = QuarkusApplication.of(SERVICE, SERVICE + "-service");
            mount(secrets);

            // When
            for (var command : List.of("migrate", "rotate")) {
                application.run(
                        folder,
                        command,
                        environment(command, secrets, database.port()),
                        folder.resolve(command + ".log"),
                        LIMIT);
            }
            var environment = environment("serve", secrets, database.port());
            var management = FreePorts.any();
            var http = FreePorts.any();
            environment.put("QUARKUS_HTTP_PORT", Integer.toString(http));
            environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
            var service =
                    application.start(folder, List.of(), environment, folder.resolve("serve.log"));

            // Then
            try {
                service.await(LIMIT, () -> answers(management));
                assertThat(readiness(management).body())
                        .containsSubsequence("Identity provider", "DOWN");
                var answer = get(http, "/v1/items");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
                try (var _ = OpenIdMetadata.start(identityPort)) {
                    await().atMost(LIMIT).until(() -> readiness(management).statusCode() == 200);
                }
                assertThat(readiness(management).statusCode()).isEqualTo(200);
            } finally {
                service.kill();
            }
        }
        assertThat(folder.resolve("serve.log")).content().contains("started in");
    }

    private void mount(QuickstartSecrets secrets) throws IOException {
        Files.createDirectories(folder.resolve("etc/keys"));
        Files.createDirectories(folder.resolve("etc/config"));
        Files.writeString(
                Files.createFile(
                        folder.resolve("etc/keys/keyset.json"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))),
                secrets.value("temoin-retention-keys/keyset.json"));
        Files.writeString(
                folder.resolve("etc/config/application.properties"),
                Manifests.one(
                                Chart.render(Chart.values("quickstart")),
                                "ConfigMap",
                                "temoin-retention")
                        .at("/data/application.properties")
                        .asText());
    }

    private Map<String, String> environment(String command, QuickstartSecrets secrets, int port) {
        var container =
                Manifests.container(Chart.render(Chart.values("quickstart")), SERVICE, command);
        Map<String, String> environment = new HashMap<>();
        Manifests.environment(container)
                .forEach(
                        (name, value) ->
                                environment.put(
                                        name,
                                        value.startsWith("temoin-")
                                                ? secrets.value(value)
                                                : value.replace(
                                                        "/etc/temoin",
                                                        folder.resolve("etc").toString())));
        // What is a name in a cluster is an address here; nobody listens at Kafka's.
        environment.put("TEMOIN_DB_HOST", "127.0.0.1");
        environment.put("TEMOIN_DB_PORT", Integer.toString(port));
        environment.replace("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + FreePorts.any());
        environment.replace("QUARKUS_OIDC_AUTH_SERVER_URL", OpenIdMetadata.issuer(identityPort));
        return environment;
    }

    private static HttpResponse<String> readiness(int management) throws IOException {
        return get(management, "/q/health/ready");
    }

    /** Whether the probe gives its own answer; before the service listens, nothing does. */
    private static boolean answers(int management) {
        try {
            return readiness(management).body().contains("checks");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + ANY_TOKEN)
                            .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
