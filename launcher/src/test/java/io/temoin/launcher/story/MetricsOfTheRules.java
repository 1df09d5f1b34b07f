// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.temoin.launcher.story.PromQl.Matcher;
import io.temoin.launcher.story.PromQl.Selector;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Every metric and label that the chart's rules and dashboards ask for is one that the running
 * services expose, with a number: an alert on a metric that was renamed, or that no service knows
 * the value of, would be silent for ever.
 */
public final class MetricsOfTheRules {

    private static final Path CHART = SourceTree.root().resolve("deploy/helm/temoin");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** While a suite is traced, a sample may end in an exemplar: {@code # {trace_id="…"} 1.0}. */
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "(?m)^([a-zA-Z_:][\\w:]*)"
                            + "(?:\\{((?:[^\"}]|\"(?:[^\"\\\\]|\\\\.)*\")*)})? (\\S+)(?: #.*)?$");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /**
     * Prometheus' own; and of a key provider and of buckets, which this suite has not:
     * KeyProviderIT of consent-service looks at the first two, PublicationTest and
     * ExportInBucketTest of audit-service at the others.
     */
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "ALERTS",
                    "up",
                    "kube_cronjob_status_last_successful_time",
                    "kube_cronjob_created",
                    "temoin_key_provider_up",
                    "temoin_signing_key_up",
                    "temoin_audit_log_publication_lag_seconds",
                    "temoin_audit_export_unremoved");

    /** Added by Prometheus, by recording rules, or by kube-state-metrics. */
    private static final Set<String> ADDED =
            Set.of("namespace", "job", "instance", "sloth_id", "cronjob");

    /** That of an error is there once there was one. */
    private static final Set<String> WITH_ANY_VALUE = Set.of("status");

    private final Suite suite;

    /** Of a suite on which the story was played. */
    public MetricsOfTheRules(Suite suite) {
        this.suite = suite;
    }

    /**
     * Compares all expressions with one scrape of each service. What Kafka's clients measure of a
     * topic is there up to a minute later than the topic: so often Micrometer looks for new ones.
     */
    public void check() throws IOException, InterruptedException {
        var recorded = new HashSet<String>();
        var expressions = expressions(recorded);
        assertThat(expressions).hasSizeGreaterThan(100);
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertThat(missing(expressions, scrape(), recorded)).isEmpty());

        var series = scrape();
        // What is not there is found: a metric, a label, a value, a label to group by.
        for (var wrong :
                List.of(
                        "max(temoin_feed_age_seconds) > 0",
                        "temoin_feed_lag_seconds{leser=\"kafka\"}",
                        "temoin_feed_lag_seconds{reader=\"nobody\"}",
                        "sum by (leser) (temoin_feed_owned)")) {
            assertThat(missing(wrong, series, recorded)).as(wrong).hasSize(1);
        }
    }

    private static Set<String> missing(
            List<String> expressions,
            Map<String, List<Map<String, String>>> series,
            Set<String> recorded) {
        var missing = new TreeSet<String>();
        expressions.forEach(one -> missing.addAll(missing(one, series, recorded)));
        return missing;
    }

    private static List<String> missing(
            String expression,
            Map<String, List<Map<String, String>>> series,
            Set<String> recorded) {
        List<String> missing = new ArrayList<>();
        Set<String> labels = new HashSet<>(ADDED);
        var asked = PromQl.of(expression);
        for (var selector : asked.selectors()) {
            if (recorded.contains(selector.metric()) || OF_OTHERS.contains(selector.metric())) {
                continue;
            }
            var own = withoutAdded(selector);
            var exposed = series.getOrDefault(selector.metric(), List.of());
            if (exposed.stream().noneMatch(one -> own.accepts(one, WITH_ANY_VALUE))) {
                missing.add("no series " + own);
            }
            exposed.forEach(one -> labels.addAll(one.keySet()));
        }
        var groupings = new TreeSet<>(asked.groupings());
        groupings.removeAll(labels);
        // One fault is told once: without its metric, a label cannot be there.
        if (missing.isEmpty() && !groupings.isEmpty()) {
            missing.add("no labels " + groupings + " in " + expression);
        }
        return missing;
    }

    private static Selector withoutAdded(Selector selector) {
        return new Selector(
                selector.metric(),
                selector.matchers().stream()
                        .filter((Matcher matcher) -> !ADDED.contains(matcher.label()))
                        .toList());
    }

    private static List<String> expressions(Set<String> recorded) throws IOException {
        List<String> expressions = new ArrayList<>();
        for (var file : files("alerts")) {
            for (var group : YAML.readTree(file.toFile()).path("groups")) {
                for (var rule : group.path("rules")) {
                    expressions.add(rule.path("expr").asText());
                    if (rule.has("record")) {
                        recorded.add(rule.path("record").asText());
                    }
                }
            }
        }
        for (var file : files("dashboards")) {
            for (JsonNode expression : YAML.readTree(file.toFile()).findValues("expr")) {
                expressions.add(expression.asText());
            }
        }
        return expressions;
    }

    private static List<Path> files(String folder) throws IOException {
        try (var files = Files.list(CHART.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    /** The series of all services: the name of a metric, and the labels of each. */
    private Map<String, List<Map<String, String>>> scrape()
            throws IOException, InterruptedException {
        Map<String, List<Map<String, String>>> series = new HashMap<>();
        // As Prometheus asks: without TLS it never changes to HTTP/2 within a connection.
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (var service : ServiceName.values()) {
                var management = suite.state().management(service).getFirst();
                var answer =
                        http.send(
                                HttpRequest.newBuilder(management.resolve("/q/metrics")).build(),
                                BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(service.deployable()).isEqualTo(200);
                add(answer.body(), series);
            }
        }
        return series;
    }

    /**
     * What is not a number is above, below and equal to nothing: no alert would see it. Means and
     * maxima of Kafka's clients are none while nothing happens, and that is nothing to alert on.
     */
    static void add(String scrape, Map<String, List<Map<String, String>>> series) {
        SAMPLE.matcher(scrape)
                .results()
                .filter(
                        sample ->
                                !sample.group(3).equals("NaN")
                                        || !sample.group(1).startsWith("temoin_"))
                .forEach(
                        sample ->
                                series.computeIfAbsent(sample.group(1), _ -> new ArrayList<>())
                                        .add(labels(sample.group(2))));
    }

    private static Map<String, String> labels(String braces) {
        Map<String, String> labels = new HashMap<>();
        if (braces != null) {
            LABEL.matcher(braces)
                    .results()
                    .forEach(found -> labels.put(found.group(1), found.group(2)));
        }
        return labels;
    }
}
