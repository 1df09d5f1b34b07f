// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code helm install} says at its end about what is not as it should be. */
class NotesTest {

    @TempDir private Path folder;

    static Stream<String> exceptions() {
        return Chart.read(Chart.SOURCE.resolve("values.yaml"))
                .path("allowInsecure")
                .properties()
                .stream()
                .map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void namesEveryExceptionThatIsSet(String exception) {
        assertThat(notes("allowInsecure: {%s: true}".formatted(exception)))
                .containsPattern(
                        "ATTENTION: allowInsecure\\.%s is true\\. [A-Z].*\\.".formatted(exception));
    }

    @Test
    void namesNoneIfNoneIsSet() {
        assertThat(notes("{}")).contains("Temoin").doesNotContain("allowInsecure");
    }

    @Test
    void saysWhereRunbooksAreMissing() {
        assertThat(notes("{}")).doesNotContain("runbookUrl");
        assertThat(notes("observability: {prometheusRule: {runbookUrl: docs/runbooks}}"))
                .contains("ATTENTION: observability.prometheusRule.runbookUrl is docs/runbooks");
    }

    @Test
    void saysWhoseKeysetNoRotationCanWrite() {
        assertThat(notes("{}")).doesNotContain("keys.provider is file");
        assertThat(
                        notes(
                                """
                                services: {audit: {keys: {provider: file}}}
                                allowInsecure: {keysetInSecret: true}
                                """))
                .contains("ATTENTION: keys.provider is file for audit-service.");
    }

    /** The library of a module reaches its HSM as it likes, at an address that no value has. */
    @Test
    void saysThatPoliciesKeepPodsFromANetworkHsm() {
        var hsm = "keys: {provider: pkcs11, pkcs11: {library: /a.so}}\n";

        assertThat(notes("{}")).doesNotContain("HSM");
        assertThat(notes(hsm)).contains("in networkPolicy.egress.extra");
        assertThat(
                        notes(
                                hsm
                                        + """
                                        networkPolicy:
                                          egress:
                                            extra: [{ports: [{port: 1792, protocol: TCP}]}]
                                        """))
                .doesNotContain("HSM");
    }

    /** Helm shows them only when it installs, so they are rendered into an object here. */
    private String notes(String more) {
        var chart = Chart.copyTo(folder);
        try {
            var notes = Files.readString(chart.resolve("templates/NOTES.txt"));
            Files.writeString(
                    chart.resolve("templates/notes.yaml"),
                    """
                    {{- define "notes" }}
                    %s
                    {{- end }}
                    kind: Notes
                    metadata: {name: notes}
                    text: {{ include "notes" . | quote }}
                    """
                            .formatted(notes));
            var values = Files.writeString(folder.resolve("more.yaml"), more);
            return Manifests.one(
                            Chart.render(chart, Chart.values("production"), values),
                            "Notes",
                            "notes")
                    .path("text")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
