// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The table of values in the chart's README is what {@code values.yaml} says in its comments
 * ({@code # --}). With {@code -Dtemoin.chart.update=true} it is written anew.
 */
class ReadmeTest {

    private static final Path README = Chart.SOURCE.resolve("README.md");
    private static final String BEGIN = "<!-- values: written by ReadmeTest -->\n";
    private static final String END = "<!-- end of values -->\n";
    private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z0-9_]+):.*");

    private record Value(String path, String fallback, String meaning) {}

    @Test
    void saysWhatTheValuesSay() throws IOException {
        var readme = Files.readString(README);
        var current =
                readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length())
                        + table()
                        + readme.substring(readme.indexOf(END));
        if (Boolean.getBoolean("temoin.chart.update")) {
            Files.writeString(README, current);
        }
        assertThat(Files.readString(README))
                .as("run this test with -Dtemoin.chart.update=true")
                .isEqualTo(current);
    }

    /** A value that nobody explains can only be guessed. */
    @Test
    void everyValueIsExplained() throws IOException {
        var explained = values().stream().map(Value::path).toList();
        var missing = new ArrayList<String>();
        leaves("", Chart.read(Chart.SOURCE.resolve("values.yaml")), explained, missing);
        assertThat(missing).isEmpty();
    }

    private static void leaves(
            String path, JsonNode value, List<String> explained, List<String> missing) {
        if (explained.contains(path)) {
            return;
        }
        if (!value.isObject() || value.isEmpty()) {
            missing.add(path);
            return;
        }
        value.properties()
                .forEach(
                        member ->
                                leaves(
                                        path.isEmpty()
                                                ? member.getKey()
                                                : path + "." + member.getKey(),
                                        member.getValue(),
                                        explained,
                                        missing));
    }

    private static String table() throws IOException {
        var table = new StringBuilder("\n| Value | Default | Meaning |\n|---|---|---|\n");
        for (var value : values()) {
            table.append(
                    "| `%s` | `%s` | %s |\n"
                            .formatted(value.path(), value.fallback(), value.meaning()));
        }
        return table.append('\n').toString();
    }

    private static List<Value> values() throws IOException {
        var defaults = Chart.read(Chart.SOURCE.resolve("values.yaml"));
        List<Value> values = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        Deque<Integer> indents = new ArrayDeque<>();
        List<String> comment = new ArrayList<>();
        for (var line : Files.readAllLines(Chart.SOURCE.resolve("values.yaml"))) {
            var text = line.strip();
            if (text.startsWith("# -- ")) {
                comment.clear();
                comment.add(text.substring(5));
            } else if (text.startsWith("# ") && !comment.isEmpty()) {
                comment.add(text.substring(2));
            } else if (KEY.matcher(line) instanceof java.util.regex.Matcher key && key.matches()) {
                var indent = key.group(1).length();
                while (!indents.isEmpty() && indents.peekLast() >= indent) {
                    indents.removeLast();
                    path.removeLast();
                }
                indents.addLast(indent);
                path.addLast(key.group(2));
                if (!comment.isEmpty()) {
                    var value = defaults.at("/" + String.join("/", path));
                    values.add(
                            new Value(
                                    String.join(".", path),
                                    value.toString().replace("|", "\\|"),
                                    String.join(" ", comment).replace("|", "\\|")));
                    comment.clear();
                }
            } else {
                comment.clear();
            }
        }
        return values;
    }
}
