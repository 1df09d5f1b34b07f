// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.packaged;

import io.restassured.RestAssured;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;

/**
 * The service as it is packaged, in a process of its own that can be killed, on a PostgreSQL and a
 * Kafka that all of them share.
 */
public final class PackagedRetention implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Map<String, String> COMPONENTS = components();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ChildProcess process;
    private final int http;

    private PackagedRetention(ChildProcess process, int http) {
        this.process = process;
        this.http = http;
    }

    /** PostgreSQL and Kafka, if they have not been started; they end with this JVM. */
    static void startComponents() {
        Objects.requireNonNull(COMPONENTS);
    }

    /** A process that serves the requests of the tests from now on. */
    public static PackagedRetention start(Map<String, String> settings) {
        int http = FreePorts.any();
        int management = FreePorts.any();
        Map<String, String> environment = new HashMap<>(COMPONENTS);
        environment.put("QUARKUS_PROFILE", "demo");
        environment.put("TEMOIN_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(http));
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        environment.putAll(settings);
        Path log = folder().resolve("retention-%d.log".formatted(http));
        ChildProcess process =
                QuarkusApplication.of("retention-service", "retention-service")
                        .start(folder(), List.of(), environment, log);
        process.await(START_LIMIT, () -> isReady(management));
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = http;
        return new PackagedRetention(process, http);
    }

    private static boolean isReady(int management) {
        URI probe = URI.create("http://127.0.0.1:%d/q/health/ready".formatted(management));
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(probe)
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /**
     * As {@code kill -9}. The brokers notice at once that its consumers are gone, as they would
     * when these are silent for long enough.
     */
    public void kill() {
        process.kill();
        try (Admin brokers = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            for (GroupListing group : brokers.listGroups().all().get()) {
                brokers.removeMembersFromConsumerGroup(
                                group.groupId(), new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the brokers keep dead consumers", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String brokers() {
        return COMPONENTS.get("KAFKA_BOOTSTRAP_SERVERS");
    }

    @Override
    public void close() {
        process.kill();
    }

    @Override
    public String toString() {
        return "retention-service on port " + http;
    }

    /** A connection of a role of the service, such as {@code app}; the caller closes it. */
    static Connection database(String role) throws SQLException {
        return database("retention", role);
    }

    /** The same of the owner of the keys, which are in a database of their own. */
    static Connection keys() throws SQLException {
        return database("retention_keys", "keys_owner");
    }

    private static Connection database(String name, String role) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/%s"
                        .formatted(COMPONENTS.get("TEMOIN_DB_PORT"), name),
                "retention_" + role,
                COMPONENTS.get("TEMOIN_DB_%s_PASSWORD".formatted(role.toUpperCase(Locale.ROOT))));
    }

    /** Once per test JVM; they end with it. */
    private static Map<String, String> components() {
        Map<String, String> settings = ServiceComponents.environmentOf("retention");
        // Where the other services, which the tests play, publish and read.
        System.setProperty("kafka.bootstrap.servers", settings.get("KAFKA_BOOTSTRAP_SERVERS"));
        return settings;
    }

    private static Path folder() {
        try {
            return Files.createDirectories(
                    Path.of(COMPONENTS.get("TEMOIN_KEYSET_FILE")).resolveSibling("services"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
