// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.FreePorts;
import io.temoin.platform.QuarkusApplication;
import io.temoin.platform.ServiceDatabase;
import io.temoin.platform.ThrowAwayComponents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The packaged audit-service, which is stopped and started again on the same data, with PostgreSQL
 * and Kafka, and an identity provider that is a key alone.
 */
final class AuditInstallation {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final ThrowAwayComponents components;
    private final Path folder;
    private final KeyPair identity = rsa();
    private final ServiceDatabase database;
    private final Map<String, String> tokens = new HashMap<>();
    private boolean migrated;
    private int reported;

    /**
     * Installs it without anything of an installation before, none of which runs any more.
     *
     * @param components what it stands on
     * @param folder for its files
     */
    AuditInstallation(ThrowAwayComponents components, Path folder) {
        this.components = components;
        this.folder = folder;
        this.database = components.anew("audit");
    }

    /** The service while it runs. */
    final class Running implements AutoCloseable {

        private final ChildProcess process;
        private final URI address;
        private final SuiteState.ReplicaPorts ports;
        private final HttpClient http = HttpClient.newHttpClient();

        private Running(SuiteState.ReplicaPorts ports, Map<String, String> environment, Path log) {
            this.ports = ports;
            this.address = URI.create("http://127.0.0.1:" + ports.http());
            this.process =
                    QuarkusApplication.of("audit-service", "audit-service")
                            .start(components.folder(), List.of(), environment, log);
        }

        /** Returns when it is ready. */
        Running awaitReady() {
            process.await(PATIENCE, () -> ServiceProcess.isReady(ports));
            return this;
        }

        /** Where somebody outside reads that log. */
        String log(String id) {
            return address + "/v1/logs/" + id;
        }

        /** Hands in so many entries. */
        void report(int entries) {
            for (var i = 0; i < entries; i++) {
                post("/v1/entries", Map.of("entries", List.of(entry(++reported))));
            }
        }

        /** What is there for everybody, or for the data protection officer. */
        byte[] get(String path) {
            var answer = send(request(path, "dpo").GET().build());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer.body();
        }

        String text(String path) {
            return new String(get(path), StandardCharsets.UTF_8);
        }

        JsonNode json(String path) {
            return read(get(path));
        }

        /** Whether it is there. */
        boolean has(String path) {
            return send(request(path, "dpo").GET().build()).statusCode() == 200;
        }

        private void post(String path, Object body) {
            try {
                var answer =
                        send(
                                request(path, "business-system")
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                BodyPublishers.ofByteArray(
                                                        Json.MAPPER.writeValueAsBytes(body)))
                                        .build());
                assertThat(answer.statusCode())
                        .as(new String(answer.body(), StandardCharsets.UTF_8))
                        .isEqualTo(201);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private HttpRequest.Builder request(String path, String role) {
            return HttpRequest.newBuilder(address.resolve(path))
                    .timeout(PATIENCE)
                    .header(
                            "Authorization",
                            "Bearer "
                                    + tokens.computeIfAbsent(role, AuditInstallation.this::token));
        }

        private HttpResponse<byte[]> send(HttpRequest request) {
            try {
                return http.send(request, BodyHandlers.ofByteArray());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException failure) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", failure);
            }
        }

        /** What it has printed. */
        String output() {
            try {
                return Files.readString(process.log());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** SIGTERM, as an operator stops it. */
        @Override
        public void close() {
            process.stop(PATIENCE);
            http.close();
        }
    }

    /** Where its key file lies. */
    Path keyFile() {
        return folder.resolve("log-keys.pem");
    }

    /**
     * Starts it, without waiting, the first time on schemas that it has migrated; what it prints is
     * in a file of its own. It runs without the passwords of the schemas' owners, as in production.
     */
    Running start(Map<String, String> settings) {
        var ports = new SuiteState.ReplicaPorts(FreePorts.any(), FreePorts.any());
        var log = folder.resolve("audit-" + ports.http() + ".log");
        var environment = environment(ports, settings);
        if (!migrated) {
            migrate(environment, log);
            migrated = true;
        }
        return new Running(ports, environment, log);
    }

    private void migrate(Map<String, String> environment, Path log) {
        var toMigrate = new HashMap<>(environment);
        toMigrate.putAll(database.environmentOfOwners());
        QuarkusApplication.of("audit-service", "audit-service")
                .run(components.folder(), "migrate", toMigrate, log, PATIENCE);
    }

    private Map<String, String> environment(
            SuiteState.ReplicaPorts ports, Map<String, String> settings) {
        var environment =
                ServiceEnvironment.of(
                        database.environment(), ports, components.kafka().bootstrapServers());
        environment.put("TEMOIN_SHUTDOWN_DELAY", "0s");
        environment.put("QUARKUS_OIDC_PUBLIC_KEY", base64(identity.getPublic().getEncoded()));
        environment.put("TEMOIN_KEYSET_FILE", folder.resolve("keyset.json").toString());
        environment.put("TEMOIN_LOG_KEY_FILE", keyFile().toString());
        environment.putAll(settings);
        return environment;
    }

    /** Does something to the trail's database that nobody of the service may. */
    void asAdministrator(String statement) {
        try (var administrator = components.postgres().administrator("audit");
                var change = administrator.createStatement()) {
            change.execute(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static JsonNode read(byte[] json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Map<String, Object> entry(int number) {
        return Map.of(
                "id", "export-" + number,
                "at", Instant.now().toString(),
                "source", "crm",
                "action", "CUSTOMER_LIST_EXPORTED",
                "outcome", "DONE",
                "actor", "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10",
                "organisation", "rhone-telecom",
                "role", "campaign-manager",
                "workstation", "LYON-3-117",
                "how", Map.of("operation", "ExportCustomers", "channel", "API"));
    }

    /** A token as the realm gives them. */
    private String token(String role) {
        var now = Instant.now().getEpochSecond();
        Map<String, Object> claims =
                Map.of(
                        "iss",
                        "https://identity.example/realms/temoin",
                        "aud",
                        List.of("temoin"),
                        "sub",
                        "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10",
                        "typ",
                        "Bearer",
                        "iat",
                        now,
                        "exp",
                        now + LIFETIME.toSeconds(),
                        "tenant",
                        "helios",
                        "organisation",
                        "rhone-telecom",
                        "on_behalf_of",
                        List.of("rhone-telecom"),
                        "realm_access",
                        Map.of("roles", List.of(role)));
        try {
            var signed =
                    url("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                            + "."
                            + url(Json.MAPPER.writeValueAsBytes(claims));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(identity.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + url(signature.sign());
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static KeyPair rsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
