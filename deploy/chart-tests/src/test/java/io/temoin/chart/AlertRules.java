// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rule files of the chart, and their tests. */
final class AlertRules {

    static final Path FOLDER = Chart.SOURCE.resolve("alerts");
    static final Path TESTS =
            SourceTree.root().resolve("deploy/chart-tests/src/test/resources/alerts");

    private AlertRules() {}

    static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Recording and alert rules of all files. */
    static List<JsonNode> all() {
        List<JsonNode> rules = new ArrayList<>();
        for (var file : files(FOLDER)) {
            for (var group : Chart.read(file).path("groups")) {
                group.path("rules").forEach(rules::add);
            }
        }
        return rules;
    }

    static List<JsonNode> alerts() {
        return all().stream().filter(rule -> rule.has("alert")).toList();
    }

    static String name(JsonNode alert) {
        return alert.path("alert").asText();
    }
}
