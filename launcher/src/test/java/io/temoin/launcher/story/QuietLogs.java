// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * No log of a suite identifies a person: no number that was called, in no log of any component; no
 * name, address or token of whoever signed in, in the logs of our own services.
 */
public final class QuietLogs {

    /**
     * All numbers that tests use, reserved for fiction: internationally, and as people dial them.
     */
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?:\\+|%2B|(?<![\\w.-])(?:00)?)33[ .-]?1[ .-]?99(?:[ .-]?\\d){6}(?!\\w)"
                            + "|(?<![\\w.-])01[ .-]?99(?:[ .-]?\\d){6}(?![\\w-])");

    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}");

    private final SuiteFolder folder;
    private final Pattern person;

    /** Of a suite on which the story has been played. */
    public QuietLogs(SuiteFolder folder) throws IOException {
        this.folder = folder;
        this.person = people();
    }

    /** Reads every log from its first line on. */
    public void check() throws IOException {
        var services = new ArrayList<Path>();
        for (var service : ServiceName.values()) {
            services.add(folder.log(service.deployable()));
        }
        List<Path> logs;
        try (var files = Files.list(folder.path().resolve("logs"))) {
            logs = files.toList();
        }

        assertThat(logs).containsAll(services).hasSizeGreaterThan(services.size());
        assertThat(services).allSatisfy(log -> assertThat(log).content().contains("started in"));
        for (var log : logs) {
            assertThat(matches(log, NUMBER)).as("numbers in %s", log.getFileName()).isEmpty();
        }
        for (var log : services) {
            assertThat(matches(log, person)).as("people in %s", log.getFileName()).isEmpty();
            assertThat(matches(log, TOKEN)).as("tokens in %s", log.getFileName()).isEmpty();
        }
    }

    /** Whether a line has a number that may have been called. */
    static boolean hasNumber(String line) {
        return NUMBER.matcher(line).find();
    }

    private static List<String> matches(Path log, Pattern pattern) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(pattern.asPredicate()).toList();
        }
    }

    /**
     * Whoever has a name in the demo's realm: as it is written, the surname, the e-mail address.
     */
    private static Pattern people() throws IOException {
        var realm = SourceTree.root().resolve("deploy/keycloak/temoin-realm.json");
        var users = new ObjectMapper().readTree(realm.toFile()).path("users");
        var names =
                StreamSupport.stream(users.spliterator(), false)
                        .filter(user -> user.has("lastName"))
                        .flatMap(
                                user ->
                                        List.of(
                                                user.path("lastName").asText(),
                                                user.path("email").asText())
                                                .stream())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        assertThat(names).contains("Moulin", "samia@");
        return Pattern.compile("(?<!\\w)(?:" + names + ")(?!\\w)");
    }
}
