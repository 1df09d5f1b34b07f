// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.platform.ChildProcess;
import io.temoin.platform.ServiceDatabase;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code temoin-admin} as an operator runs it: the jar alone, with the settings of a service. */
public final class TemoinAdmin {

    private static final Path JAR = SourceTree.root().resolve("admin/target/temoin-admin.jar");

    private final Suite suite;
    private final Map<String, String> settings;

    /** For the databases of a suite, whose services may be stopped. */
    public TemoinAdmin(Suite suite) {
        this(suite, Map.of());
    }

    /**
     * The same with settings of one's own.
     *
     * @param settings environment variables of the services
     */
    public TemoinAdmin(Suite suite, Map<String, String> settings) {
        this.suite = suite;
        this.settings = Map.copyOf(settings);
    }

    /**
     * How it ended.
     *
     * @param out what it printed
     * @param err what it complained of
     */
    public record Ending(int status, String out, String err) {

        /** Fails unless it ended so; answers all that it said. */
        public String as(int expected) {
            assertThat(status).as(out + err).isEqualTo(expected);
            return out + err;
        }
    }

    /** Runs a command for a service. */
    public Ending run(ServiceName service, String command, String... options) {
        var words = new ArrayList<>(List.of(command));
        if (!command.equals("remove-audio")) { // which is of recording-service alone
            words.addAll(List.of("--service", service.shortName()));
        }
        words.addAll(List.of(options));
        return run(words, environment(service));
    }

    /** Runs a command that only speaks to the API. */
    public Ending run(String... words) {
        return run(List.of(words), Map.of());
    }

    private Ending run(List<String> words, Map<String, String> environment) {
        var command = new ArrayList<>(List.of(ChildProcess.java(), "-jar", JAR.toString()));
        command.addAll(words);
        try {
            var errors = Files.createTempFile(suite.folder().path(), "temoin-admin-", ".log");
            var builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ending(process.waitFor(), out, Files.readString(errors));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an operator works");
        }
    }

    private Map<String, String> environment(ServiceName service) {
        var folder = suite.folder();
        var passwords = Objects.requireNonNull(folder.secrets().databases().get(service));
        var environment =
                new HashMap<>(
                        new ServiceDatabase(service.shortName(), suite.postgres().port(), passwords)
                                .environmentOfOwners());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", suite.kafka().bootstrapServers());
        environment.put(
                "TEMOIN_KEYSET_FILE", folder.service(service).resolve("keyset.json").toString());
        environment.put(
                "TEMOIN_BLOB_DIRECTORY", folder.service(service).resolve("audio").toString());
        environment.putAll(settings);
        return environment;
    }
}
