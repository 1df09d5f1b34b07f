// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool reads the rules, runs their tests, and parses what dashboards ask. */
class PromtoolTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    @BeforeEach
    void needsPromtool() {
        assumeTrue(
                Files.isExecutable(PROMTOOL),
                "Skipped: the package prometheus of Debian is needed to check alert rules.");
    }

    @Test
    void acceptsTheRules() throws Exception {
        assertThat(promtool("check", "rules", AlertRules.files(AlertRules.FOLDER)))
                .startsWith("0\n");
    }

    @Test
    void runsTheTestsOfTheRules() throws Exception {
        assertThat(promtool("test", "rules", AlertRules.files(AlertRules.TESTS))).startsWith("0\n");
    }

    @Test
    void parsesEveryExpressionOfADashboard(@TempDir Path folder) throws Exception {
        var rules = JsonNodeFactory.instance.arrayNode();
        for (var expression : Dashboards.expressions()) {
            rules.addObject().put("record", "panel:" + rules.size()).put("expr", expression);
        }
        var file = JsonNodeFactory.instance.objectNode();
        file.putArray("groups").addObject().put("name", "panels").set("rules", rules);
        var rulesFile = folder.resolve("panels.yaml");
        Chart.YAML.writeValue(rulesFile.toFile(), file);

        assertThat(promtool("check", "rules", List.of(rulesFile))).startsWith("0\n");
    }

    /** The exit code, and what it said. */
    private static String promtool(String verb, String what, List<Path> files)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROMTOOL.toString(), verb, what));
        files.forEach(file -> command.add(file.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue() + "\n" + said;
    }
}
