// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.packaged;

import io.restassured.RestAssured;
import io.temoin.chassis.testing.Http;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.FreePorts;
import io.temoin.platform.QuarkusApplication;
import io.temoin.platform.ServiceComponents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The service as it is packaged, in a process of its own that can be killed, on a PostgreSQL and a
 * Kafka that all of them share. Its clock is {@link CallingClock}'s.
 */
final class PackagedService implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Map<String, String> COMPONENTS =
            ServiceComponents.environmentOf("consent");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ChildProcess process;
    private final int http;
    private final int management;

    private PackagedService(ChildProcess process, int http, int management) {
        this.process = process;
        this.http = http;
        this.management = management;
    }

    /** Another replica; comes back when it is ready. */
    static PackagedService start(Map<String, String> settings) {
        PackagedService service = begin(settings);
        service.process.await(START_LIMIT, service::isReady);
        return service;
    }

    /** Another replica; comes back at once. */
    static PackagedService begin(Map<String, String> settings) {
        int http = FreePorts.any();
        int management = FreePorts.any();
        Path folder = folder();
        Map<String, String> environment = environment(folder, http, management, settings);
        return new PackagedService(
                QuarkusApplication.of("consent-service", "consent-service")
                        .start(folder, List.of(), environment, logFile(http)),
                http,
                management);
    }

    /** The log of one of its commands, with the same settings, when it has ended well. */
    static String run(String command, Map<String, String> settings) {
        int http = FreePorts.any();
        QuarkusApplication.of("consent-service", "consent-service")
                .run(
                        folder(),
                        command,
                        environment(folder(), http, FreePorts.any(), settings),
                        logFile(http),
                        START_LIMIT);
        return read(logFile(http));
    }

    /** What it has logged so far. */
    String log() {
        return read(logFile(http));
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path logFile(int http) {
        return folder().resolve("consent-%d.log".formatted(http));
    }

    private static Map<String, String> environment(
            Path folder, int http, int management, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(COMPONENTS);
        environment.put("QUARKUS_PROFILE", "demo");
        environment.put("TEMOIN_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(http));
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        environment.put("TEMOIN_SIGNING_KEY_FILE", folder.resolve("signing-keys.json").toString());
        environment.put(
                "TEMOIN_DEMO_CLOCK_OFFSET",
                Duration.between(Instant.now(), CallingClock.now()).toString());
        environment.putAll(settings);
        return environment;
    }

    /** From now on the requests of the tests go to this one. */
    void answersRequests() {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = http;
    }

    /** As {@code kill -9}. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.kill();
    }

    /** A connection of a role of the service, such as {@code app}; the caller closes it. */
    static Connection database(String role) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/%s"
                        .formatted(COMPONENTS.get("TEMOIN_DB_PORT"), "consent"),
                "consent_" + role,
                password(role));
    }

    /** The password of a role of the service, such as {@code app}. */
    static String password(String role) {
        return COMPONENTS.get("TEMOIN_DB_%s_PASSWORD".formatted(role.toUpperCase(Locale.ROOT)));
    }

    /** Whether its probe says that it can serve. */
    boolean isReady() {
        return probe("ready").filter(answer -> answer.statusCode() == 200).isPresent();
    }

    /** What one of its probes answers, such as {@code ready}; empty when nobody does. */
    Optional<HttpResponse<String>> probe(String name) {
        URI probe = URI.create("http://127.0.0.1:%d/q/health/%s".formatted(management, name));
        try {
            return Optional.of(
                    HTTP.send(
                            HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(5)).build(),
                            HttpResponse.BodyHandlers.ofString()));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /**
     * Ends as a pod is ended; comes back when it has, within this time.
     *
     * @return the code it ended with: 143 by itself, 137 when it had to be killed
     */
    int stop(Duration limit) {
        process.stop(limit);
        return process.exitCode();
    }

    /** What it tells Prometheus. */
    String metrics() {
        return Http.get("http://127.0.0.1:%d/q/metrics".formatted(management)).asString();
    }

    private static Path folder() {
        try {
            return Files.createDirectories(
                    Path.of(COMPONENTS.get("TEMOIN_KEYSET_FILE")).resolveSibling("services"));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
