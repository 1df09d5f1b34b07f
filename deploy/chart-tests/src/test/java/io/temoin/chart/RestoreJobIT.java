// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.FreePorts;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Job that runs temoin-admin gives it what it reads, and nothing else. */
class RestoreJobIT {

    private static final Path ADMIN = SourceTree.root().resolve("admin");
    private static final Pattern VARIABLE = Pattern.compile("\"((?:TEMOIN|QUARKUS)_[A-Z_]+)\"");

    /** What every pod of the chart has, and what everything.yaml adds as an operator would. */
    private static final Set<String> OTHERS =
            Set.of("JDK_JAVA_OPTIONS", "HTTPS_PROXY_PASSWORD_OF_NOBODY");

    private static final List<JsonNode> RESTORING =
            Chart.render(
                    Chart.everything(),
                    """
                    restore:
                      commands: [renumber-transactions, redestroy-keys, remove-audio, verify-restore, rewind-consumers]
                      since: "2026-11-29T02:00:00Z"
                    """);

    private static final List<JsonNode> WITH_NEW_KEYSETS =
            Chart.render(
                    Chart.values("vault-and-s3"),
                    """
                    keys: {create: true}
                    restore: {commands: [verify-restore]}
                    migrations: {mode: job}
                    """);

    @Test
    void isOnlyThereWhenAskedFor() {
        assertThat(jobs(Chart.render(Chart.everything()))).isEmpty();
        assertThat(jobs(RESTORING)).hasSameSizeAs(Chart.SERVICES);
    }

    /**
     * What was erased can be read until its keys are destroyed again, and consumers are set back.
     */
    @Test
    void nothingElseRunsMeanwhile() {
        assertThat(Manifests.ofKind(RESTORING, "Deployment"))
                .filteredOn(
                        one ->
                                Manifests.name(one)
                                        .matches("temoin-(consent|recording|audit|retention)"))
                .hasSameSizeAs(Chart.SERVICES)
                .allMatch(one -> one.at("/spec/replicas").isInt())
                .allMatch(one -> one.at("/spec/replicas").asInt() == 0);
        assertThat(Manifests.ofKind(RESTORING, "HorizontalPodAutoscaler")).isEmpty();
        assertThat(Manifests.ofKind(WITH_NEW_KEYSETS, "Job").map(Manifests::name))
                .isNotEmpty()
                .allMatch(name -> name.matches("temoin-[a-z]+-(restore|database)-.*"));
        assertThat(Manifests.ofKind(RESTORING, "CronJob"))
                .isNotEmpty()
                .allMatch(one -> one.at("/spec/suspend").asBoolean());
        assertThat(Manifests.ofKind(Chart.render(Chart.everything()), "CronJob"))
                .noneMatch(one -> one.at("/spec/suspend").asBoolean());
    }

    /** What serves alone needs its schema, and the others are left as they are. */
    @Test
    void onlyWhatServesIsMigrated() {
        var objects =
                Chart.render(
                        Chart.values("vault-and-s3"),
                        """
                        keys: {create: true}
                        restore: {serve: [consent]}
                        migrations: {mode: job}
                        """);

        assertThat(Manifests.ofKind(objects, "Job").map(Manifests::name))
                .filteredOn(name -> !name.contains("-database-"))
                .singleElement()
                .asString()
                .startsWith("temoin-consent-migrate-");
    }

    /** A backup may have passwords of before, which the Job of the databases sets anew. */
    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void waitsUntilTheDatabasesHaveTheirPasswords(String service) {
        assertThat(Manifests.ofKind(RESTORING, "Job").map(Manifests::name))
                .anyMatch(name -> name.startsWith("temoin-" + service + "-database-"));
        for (var container : containers(service)) {
            var environment = Manifests.environment(container);
            assertThat(environment.containsKey("TEMOIN_DB_PASSWORD_WAIT"))
                    .as(container.at("/args/0").asText())
                    .isEqualTo(environment.containsKey("TEMOIN_DB_HOST"));
        }
        var withoutJob =
                Chart.render(
                        Chart.everything(),
                        """
                        restore: {commands: [verify-restore]}
                        database: {host: db.example, cnpg: {enabled: false}, provision: {mode: none}}
                        """);
        assertThat(
                        Manifests.environment(
                                Manifests.container(withoutJob, service, "verify-restore")))
                .doesNotContainKey("TEMOIN_DB_PASSWORD_WAIT");
    }

    /**
     * A topic's retention may be shorter than a backup is old: the Jobs would never get further.
     */
    @Test
    void acceptsLostRecordsWhenItIsToldSo() {
        var accepting =
                Chart.render(
                        Chart.everything(),
                        "restore: {commands: [redestroy-keys, remove-audio, verify-restore],"
                                + " acceptLostRecords: true}");
        for (var objects : List.of(RESTORING, accepting)) {
            for (var command : List.of("redestroy-keys", "remove-audio", "verify-restore")) {
                assertThat(
                                Manifests.container(objects, "recording", command)
                                        .path("args")
                                        .toString()
                                        .contains("\"--accept-lost-records\""))
                        .as(command)
                        .isEqualTo(objects == accepting && !command.equals("remove-audio"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void runsTheCommandsInTheirOrder(String service) {
        var commands = containers(service).stream().map(one -> one.at("/args/0").asText()).toList();

        assertThat(commands)
                .containsExactlyElementsOf(
                        switch (service) {
                            case "recording" ->
                                    List.of(
                                            "renumber-transactions",
                                            "redestroy-keys",
                                            "remove-audio",
                                            "verify-restore",
                                            "rewind-consumers");
                            default ->
                                    List.of(
                                            "renumber-transactions",
                                            "redestroy-keys",
                                            "verify-restore",
                                            "rewind-consumers");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void everyVariableIsRead(String service) throws IOException {
        var read = read();
        var ofTheService = KnownSettings.of(service); // its jar lists and removes audio
        for (var container : containers(service)) {
            assertThat(Manifests.environment(container).keySet())
                    .allMatch(
                            name ->
                                    OTHERS.contains(name)
                                            || read.contains(name)
                                            || ofTheService.reads(name));
        }
    }

    /** It gets as far as the first connection, which nobody takes here. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "consent | verify-restore | databases consent and consent_keys at DB, topics at KAFKA",
                "audit | verify-restore | databases audit and audit_keys at DB, topics at KAFKA",
                "retention | verify-restore | databases retention and retention_keys at DB, topics at KAFKA",
                "recording | verify-restore | databases recording and recording_keys at DB, topics at KAFKA",
                "recording | redestroy-keys | databases recording and recording_keys at DB, topics at KAFKA",
                "recording | remove-audio | database recording_keys at DB",
                "recording | renumber-transactions | database recording at DB",
                "recording | rewind-consumers | topics at KAFKA"
            })
    void nothingIsMissing(String service, String name, String places, @TempDir Path folder)
            throws IOException {
        var container =
                containers(service).stream()
                        .filter(one -> one.at("/args/0").asText().equals(name))
                        .findFirst()
                        .orElseThrow();
        var database = "127.0.0.1:" + FreePorts.any();

        var said = run(container, database, folder);

        // Then it says where it goes, and nothing of where it does not; before it, the JVM may
        // speak
        assertThat(said.lines().dropWhile(line -> line.startsWith("NOTE: ")).findFirst())
                .contains(
                        service
                                + "-service: "
                                + places.replace("DB", database)
                                        .replace("KAFKA", "temoin-kafka-bootstrap:9093")
                                + ".");
        if (places.startsWith("database")) {
            assertThat(said).contains("jdbc:postgresql://" + database).contains("refused");
        } else {
            assertThat(said).contains("Kafka cannot be asked: ");
        }
        assertThat(container.path("command").get(2).asText())
                .isEqualTo("/opt/temoin/temoin-admin.jar");
    }

    private static String run(JsonNode container, String database, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.java());
        command.addAll(List.of("-jar", ADMIN.resolve("target/temoin-admin.jar").toString()));
        container.path("args").forEach(argument -> command.add(argument.asText()));
        var environment = new HashMap<>(Manifests.environment(container));
        environment.remove("JDK_JAVA_OPTIONS");
        environment.put(
                "QUARKUS_CONFIG_LOCATIONS",
                Files.createFile(folder.resolve("application.properties")).toUri().toString());
        if (environment.containsKey("TEMOIN_DB_HOST")) {
            environment.put("TEMOIN_DB_HOST", database.split(":", -1)[0]);
            environment.put("TEMOIN_DB_PORT", database.split(":", -1)[1]);
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<JsonNode> containers(String service) {
        return jobs(RESTORING).stream()
                .filter(job -> Manifests.name(job).contains("-" + service + "-restore-"))
                .map(job -> Manifests.containers(job.at("/spec/template")))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> jobs(List<JsonNode> objects) {
        return Manifests.ofKind(objects, "Job")
                .filter(job -> Manifests.name(job).contains("-restore-"))
                .toList();
    }

    /** The names in the program's source. */
    private static Set<String> read() throws IOException {
        Set<String> names = new HashSet<>();
        try (var files = Files.walk(ADMIN.resolve("src/main/java"))) {
            files.filter(Files::isRegularFile)
                    .flatMap(file -> VARIABLE.matcher(text(file)).results())
                    .forEach(found -> names.add(found.group(1)));
        }
        assertThat(names).contains("TEMOIN_DB_KEYS_OWNER_PASSWORD");
        return names;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
