// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The start checks of the services are relaxed by {@code allowInsecure} alone, where an auditor
 * looks for it.
 */
class StartChecksTest {

    private static final String EVERYTHING = "allowInsecure: {everything: true}\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config: {temoin.allow-insecure: 'true'}",
                "services: {audit: {config: {'%prod.temoin.allow-no-step-up': true}}}",
                "config: {quarkus.profile: demo}",
                "defaults: {extraEnv: [{name: TEMOIN_ALLOW_INSECURE, value: 'true'}]}",
                "defaults: {extraEnv: [{name: temoin_allow_any_audience, value: 'true'}]}",
                "defaults: {extraEnv: [{name: _PROD_TEMOIN_ALLOW_NO_LIMITS, value: 'true'}]}",
                "services: {consent: {extraEnv: [{name: QUARKUS_PROFILE, value: demo}]}}",
                "defaults: {extraEnv: [{name: SMALLRYE_CONFIG_PROFILE, value: dev}]}",
                "defaults: {extraEnv: [{name: QUARKUS_PROFILE, valueFrom: {secretKeyRef: {name: a,"
                        + " key: b}}}]}",
                "defaults: {extraEnv: [{name: JAVA_TOOL_OPTIONS, value:"
                        + " -Xmx1g -Dquarkus.profile=test}]}",
                "defaults: {jvmOptions: '-Xmx256m -Dtemoin.allow-plaintext-kafka=true'}"
            })
    void onlyAllowInsecureSwitchesStartChecksOff(String values) {
        assertThatThrownBy(() -> Chart.render(Chart.values("production"), values))
                .hasMessageContaining("switches off start checks");
        assertThat(exceptions(Chart.render(Chart.values("production"), EVERYTHING + values)))
                .isGreaterThan(exceptions(Chart.render(Chart.values("production"), EVERYTHING)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaults: {extraEnv: [{name: QUARKUS_PROFILE, value: staging}]}",
                "config: {temoin.audit.allowed-clock-skew: 5s}",
                "defaults: {jvmOptions: -Dquarkus.log.level=DEBUG}"
            })
    void whatRelaxesNothingIsNotRefused(String values) {
        assertThatCode(() -> Chart.render(Chart.values("production"), values))
                .doesNotThrowAnyException();
    }

    /** Otherwise an installation that needs one of them must permit everything. */
    @Test
    void theChartHasEachExceptionOfTheServices() throws IOException {
        // Given
        var all = new StringJoiner(", ", "allowInsecure: {", "}");
        Chart.read(Chart.SOURCE.resolve("values.yaml"))
                .path("allowInsecure")
                .fieldNames()
                .forEachRemaining(exception -> all.add(exception + ": true"));

        // When
        var objects = Chart.render(Chart.values("production"), all.toString());

        // Then
        Set<String> set = new TreeSet<>();
        for (var service : Chart.SERVICES) {
            set.addAll(
                    Manifests.environment(Manifests.container(objects, service, "serve")).keySet());
        }
        set.removeIf(variable -> !variable.startsWith("TEMOIN_ALLOW_"));
        assertThat(set).isEqualTo(exceptionsOfTheServices());
        for (var service : List.of("consent", "retention")) {
            assertThat(Manifests.environment(Manifests.container(objects, service, "serve")))
                    .as("%s has no bucket", service)
                    .doesNotContainKey("TEMOIN_ALLOW_PLAINTEXT_STORAGE");
        }
    }

    /** As the environment names what the start checks name. */
    private static Set<String> exceptionsOfTheServices() throws IOException {
        Set<String> variables = new TreeSet<>();
        for (var module :
                List.of(
                        "chassis",
                        "object-storage",
                        "package-parts",
                        "consent-service",
                        "recording-service",
                        "audit-service",
                        "retention-service")) {
            try (var files = Files.walk(SourceTree.root().resolve(module + "/src/main/java"))) {
                for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    Pattern.compile("\"(temoin\\.allow-[a-z-]+)\"")
                            .matcher(Files.readString(file))
                            .results()
                            .forEach(
                                    found -> variables.add(KnownSettings.variable(found.group(1))));
                }
            }
        }
        assertThat(variables).hasSizeGreaterThan(5);
        return variables;
    }

    /** The command that the hardening guide gives to an auditor prints 0 only if there is none. */
    @Test
    void theGuideFindsEveryException() {
        assertThat(exceptions(Chart.render(Chart.values("production")))).isZero();
        for (var setting :
                List.of("plaintextDatabase", "plaintextKafka", "anyAudience", "noLimits")) {
            assertThat(
                            exceptions(
                                    Chart.render(
                                            Chart.values("production"),
                                            "allowInsecure: {" + setting + ": true}")))
                    .as(setting)
                    .isPositive();
        }
    }

    /** How many lines of the objects that the guide's command reads match its expression. */
    private static long exceptions(List<JsonNode> objects) {
        var expressions =
                Guides.inCode(
                        Pattern.compile(
                                "get deployments,cronjobs,jobs,configmaps -o yaml"
                                        + " \\| grep -ciE '([^'\n]+)'"));
        assertThat(expressions).hasSize(1);
        var exception =
                Pattern.compile(expressions.keySet().iterator().next(), Pattern.CASE_INSENSITIVE);
        return objects.stream()
                .filter(
                        object ->
                                List.of("Deployment", "CronJob", "Job", "ConfigMap")
                                        .contains(Manifests.kind(object)))
                .flatMap(object -> object.toPrettyString().replace("\\n", "\n").lines())
                .filter(exception.asPredicate())
                .count();
    }
}
