// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people on call need of an alert: its page, and that it was seen firing and being quiet. */
class AlertRulesTest {

    private static final Path RUNBOOKS = SourceTree.root().resolve("docs/runbooks");
    private static final Pattern TESTED =
            Pattern.compile("ALERTS\\{alertname=\"([^\"]+)\",alertstate=\"firing\"}");

    private static final Pattern CHECK =
            Pattern.compile("(?:named\\(|static final String NAME =\\s+)\"([^\"]+)\"");

    @Test
    void everyAlertHasAPageAndEveryPageAnAlert() {
        var pages =
                AlertRules.files(RUNBOOKS).stream()
                        .map(page -> page.getFileName().toString())
                        .filter(page -> !page.equals("README.md"));
        assertThat(pages)
                .containsExactlyInAnyOrderElementsOf(
                        AlertRules.alerts().stream()
                                .map(alert -> AlertRules.name(alert) + ".md")
                                .toList());
    }

    @Test
    void everyAlertSaysWhatPeopleOnCallNeed() {
        for (var alert : AlertRules.alerts()) {
            var name = AlertRules.name(alert);
            var annotations = alert.path("annotations");
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
            assertThat(annotations.path("summary").asText()).as(name).isNotBlank();
            assertThat(annotations.path("description").asText()).as(name).endsWith(".");
            assertThat(annotations.path("runbook_url").asText())
                    .isEqualTo("docs/runbooks/" + name + ".md");
        }
    }

    @Test
    void everyPageSaysHowSevereItsAlertIsAndAnswersTheSameQuestions() throws IOException {
        var index = Files.readString(RUNBOOKS.resolve("README.md"));
        for (var alert : AlertRules.alerts()) {
            var name = AlertRules.name(alert);
            var severity = alert.at("/labels/severity").asText();
            assertThat(Files.readString(RUNBOOKS.resolve(name + ".md")))
                    .as(name)
                    .startsWith("# " + name + "\n\n**" + severity + "**")
                    .containsSubsequence(
                            "## Meaning",
                            "## Impact",
                            "## How to look",
                            "## How to fix it",
                            "## When to escalate");
            assertThat(index).contains("| [%1$s](%1$s.md) | %2$s |".formatted(name, severity));
        }
    }

    /** The alert names a check, and its page says what that one means. */
    @Test
    void thePageOfReadinessExplainsEveryCheck() throws IOException {
        Set<String> checks =
                new TreeSet<>(
                        Set.of(
                                "All checks answered in time",
                                "Graceful Shutdown",
                                "Reactive PostgreSQL connections health check",
                                "SmallRye Reactive Messaging - readiness check"));
        try (var modules = Files.list(SourceTree.root())) {
            for (var module : modules.toList()) {
                checks.addAll(readinessChecks(module.resolve("src/main/java")));
            }
        }

        assertThat(checks).hasSizeGreaterThan(6);
        var page = Files.readString(RUNBOOKS.resolve("TemoinServiceNotReady.md"));
        assertThat(checks).allSatisfy(check -> assertThat(page).contains("\n| `" + check + "` | "));
    }

    private static Set<String> readinessChecks(Path sources) throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.exists(sources)) {
            try (var files = Files.walk(sources)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var text = Files.readString(file);
                    if (text.contains("\n@Readiness\n")) {
                        CHECK.matcher(text).results().forEach(name -> names.add(name.group(1)));
                    }
                }
            }
        }
        return names;
    }

    @Test
    void everyAlertIsSeenFiringAndBeingQuiet() {
        var alerts = AlertRules.alerts().stream().map(AlertRules::name).toList();
        assertThat(tested(check -> !check.path("exp_samples").isEmpty()))
                .containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(tested(check -> check.path("exp_samples").isEmpty()))
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void theChartRendersThemWithTheAddressOfTheRunbooksAndNothingElseChanged() {
        var plain = AlertRules.files(AlertRules.FOLDER).stream().map(Chart::read).toList();

        assertThat(rendered("{runbookUrl: docs/runbooks}")).isEqualTo(plain);
        assertThat(rendered("{runbookUrl: https://wiki.example.com/r/}"))
                .hasToString(
                        plain.toString()
                                .replace("\"docs/runbooks/", "\"https://wiki.example.com/r/"));
    }

    /** Nobody who is paged can open a path in the source tree. */
    @ParameterizedTest
    @MethodSource("valuesFiles")
    void theShippedValuesLinkAlertsToAnAddress(Path values) {
        Manifests.ofKind(Chart.render(values), "PrometheusRule")
                .flatMap(rules -> rules.findValuesAsText("runbook_url").stream())
                .forEach(address -> assertThat(address).startsWith("https://"));
    }

    static Stream<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    private static List<JsonNode> rendered(String more) {
        var objects =
                Chart.render(
                        Chart.values("production"),
                        "observability: {prometheusRule: " + more + "}");
        return Manifests.ofKind(objects, "PrometheusRule").map(rule -> rule.path("spec")).toList();
    }

    private static Set<String> tested(Predicate<JsonNode> which) {
        Set<String> names = new TreeSet<>();
        for (var file : AlertRules.files(AlertRules.TESTS)) {
            for (var test : Chart.read(file).path("tests")) {
                for (var check : test.path("promql_expr_test")) {
                    var expression = TESTED.matcher(check.path("expr").asText());
                    assertThat(expression.matches()).as(check.toString()).isTrue();
                    if (which.test(check)) {
                        names.add(expression.group(1));
                    }
                }
            }
        }
        return names;
    }
}
