// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.FreePorts;
import io.temoin.platform.KafkaBroker;
import io.temoin.platform.KeycloakServer;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.Topics;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * PostgreSQL, Kafka and Keycloak of this machine, in the place of {@code components.yaml}: pods
 * reach them at the addresses that the values of the quick start name.
 */
final class HostComponents implements AutoCloseable {

    /** The names that the values of the quick start have for them. */
    static final List<String> NAMES = List.of("postgres", "kafka", "keycloak");

    private static final String ADMINISTRATOR = "temoin_admin";

    private final Path folder;
    private final List<AutoCloseable> running = new ArrayList<>();
    private PostgresServer postgres;
    private int kafkaPort;
    private int keycloakPort;

    private HostComponents(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts them.
     *
     * @param gateway the address of this machine that pods reach
     */
    static HostComponents start(Path folder, String gateway) {
        var components = new HostComponents(folder);
        try {
            components.launch(gateway);
            return components;
        } catch (RuntimeException e) {
            components.close();
            throw e;
        }
    }

    private void launch(String gateway) {
        keycloakPort = FreePorts.any();
        relay(gateway, 8080, keycloakPort);
        var keycloak =
                KeycloakServer.launch(
                        folder.resolve("keycloak"),
                        keycloakPort,
                        URI.create("http://keycloak:8080"),
                        folder.resolve("logs/keycloak.log"));
        running.add(keycloak);
        var port = FreePorts.any();
        relay(gateway, 5432, port);
        postgres =
                PostgresServer.start(
                        folder.resolve("postgresql"), port, folder.resolve("logs/postgresql.log"));
        running.add(postgres);
        kafkaPort = FreePorts.any();
        relay(gateway, 9092, kafkaPort);
        var kafka =
                KafkaBroker.start(
                        folder.resolve("kafka"),
                        kafkaPort,
                        gateway + ":9092",
                        folder.resolve("logs/kafka.log"));
        running.add(kafka);
        Topics.create(kafka);
        keycloak.awaitRealm();
    }

    int postgresPort() {
        return postgres.port();
    }

    int kafkaPort() {
        return kafkaPort;
    }

    int keycloakPort() {
        return keycloakPort;
    }

    /**
     * Runs what the chart's provisioning Jobs run, with their script, arguments and environment, as
     * a role that is no superuser. There is no image of PostgreSQL here, so it is this machine's
     * {@code psql}.
     */
    void provision(RenderedChart chart, MadeSecrets secrets)
            throws IOException, InterruptedException {
        var password = secrets.value("temoin-database-admin", "password");
        try (var connection = postgres.administrator("postgres");
                var statement = connection.createStatement()) {
            statement.execute(
                    "create role %s login createdb createrole password '%s'"
                            .formatted(ADMINISTRATOR, password));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        var script = folder.resolve("roles.sql");
        Files.writeString(
                script, chart.one("ConfigMap", "temoin-roles-sql").at("/data/roles.sql").asText());
        for (var service : List.of("consent", "recording", "audit", "retention")) {
            run(
                    chart.ofKind("Job")
                            .filter(
                                    job ->
                                            RenderedChart.name(job)
                                                    .startsWith("temoin-" + service + "-database"))
                            .findFirst()
                            .orElseThrow()
                            .at("/spec/template/spec/containers/0"),
                    script,
                    secrets);
        }
    }

    private void run(JsonNode container, Path script, MadeSecrets secrets)
            throws IOException, InterruptedException {
        var command =
                StreamSupport.stream(container.path("command").spliterator(), false)
                        .map(word -> word.asText().replace("/sql/roles.sql", script.toString()))
                        .toList();
        var log = folder.resolve("logs/psql.log").toFile();
        var psql = new ProcessBuilder(command).redirectErrorStream(true);
        psql.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        psql.redirectInput(new File("/dev/null"));
        psql.environment().putAll(environment(container, secrets));
        assertThat(psql.environment()).containsEntry("PGUSER", ADMINISTRATOR);
        psql.environment().put("PGHOST", "127.0.0.1");
        psql.environment().put("PGPORT", Integer.toString(postgresPort()));
        var status = psql.start().waitFor();
        assertThat(status).as(Files.readString(log.toPath())).isZero();
    }

    private static Map<String, String> environment(JsonNode container, MadeSecrets secrets) {
        var environment = new HashMap<String, String>();
        for (var variable : container.path("env")) {
            var secret = variable.at("/valueFrom/secretKeyRef");
            environment.put(
                    variable.path("name").asText(),
                    secret.isMissingNode()
                            ? variable.path("value").asText()
                            : secrets.value(
                                    secret.path("name").asText(), secret.path("key").asText()));
        }
        return environment;
    }

    private void relay(String gateway, int port, int to) {
        running.add(
                TcpRelay.start(
                        new InetSocketAddress(gateway, port),
                        new InetSocketAddress("127.0.0.1", to)));
    }

    @Override
    public void close() {
        for (var each : running.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
