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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Job that runs temoin-admin gives it what it reads, and nothing else. */
class RestoreJobIT {

    private static final Path ADMIN = SourceTree.root().resolve("admin");
    private static final Pattern VARIABLE = Pattern.compile("\"(TEMOIN_[A-Z_]+)\"");

    /** What every pod of the chart has, and what everything.yaml adds as an operator would. */
    private static final Set<String> OTHERS =
            Set.of(
                    "QUARKUS_CONFIG_LOCATIONS",
                    "JDK_JAVA_OPTIONS",
                    "HTTPS_PROXY_PASSWORD_OF_NOBODY");

    @Test
    void isOnlyThereWhenAskedFor() {
        assertThat(jobs(Chart.render(Chart.values("production")))).isEmpty();
        assertThat(jobs(Chart.render(Chart.everything()))).hasSameSizeAs(Chart.SERVICES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void runsTheCommandsInTheirOrder(String service) {
        var commands = containers(service).stream().map(one -> one.at("/args/0").asText()).toList();

        assertThat(commands)
                .containsExactlyElementsOf(
                        service.equals("recording")
                                ? List.of(
                                        "renumber-transactions",
                                        "redestroy-keys",
                                        "remove-audio",
                                        "verify-restore")
                                : List.of(
                                        "renumber-transactions",
                                        "redestroy-keys",
                                        "verify-restore"));
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
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void nothingIsMissing(String service) throws IOException {
        var container = containers(service).getLast();
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.java());
        command.addAll(List.of("-jar", ADMIN.resolve("target/temoin-admin.jar").toString()));
        container.path("args").forEach(argument -> command.add(argument.asText()));
        var environment = new HashMap<>(Manifests.environment(container));
        environment.remove("JDK_JAVA_OPTIONS");
        environment.put("TEMOIN_DB_HOST", "127.0.0.1");
        environment.put("TEMOIN_DB_PORT", Integer.toString(FreePorts.any()));

        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains("jdbc:postgresql://127.0.0.1").contains("refused");
        assertThat(container.path("command").get(2).asText())
                .isEqualTo("/opt/temoin/temoin-admin.jar");
    }

    private static List<JsonNode> containers(String service) {
        return jobs(Chart.render(Chart.everything())).stream()
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
