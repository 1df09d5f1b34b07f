// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.AuditEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CefTest {

    /** A key is before an equals sign that no backslash stands before. */
    private static final Pattern KEY = Pattern.compile("(?:^| )([A-Za-z0-9]+)=");

    private static final Map<String, String> FIELDS =
            Map.ofEntries(
                    Map.entry("externalId", "id"),
                    Map.entry("act", "action"),
                    Map.entry("outcome", "outcome"),
                    Map.entry("cat", "service"),
                    Map.entry("suid", "actor"),
                    Map.entry("spriv", "role"),
                    Map.entry("shost", "workstation"),
                    Map.entry("reason", "reasonCode"),
                    Map.entry("TemoinAt", "at"),
                    Map.entry("TemoinRecordedAt", "recordedAt"),
                    Map.entry("TemoinReasonReference", "reasonReference"),
                    Map.entry("TemoinDecision", "decision"),
                    Map.entry("TemoinConsent", "consent"),
                    Map.entry("TemoinOperation", "operation"),
                    Map.entry("TemoinChannel", "channel"),
                    Map.entry("TemoinCorrelation", "correlationId"),
                    Map.entry("TemoinCausation", "causationId"),
                    Map.entry("TemoinStream", "stream"),
                    Map.entry("TemoinReportedBy", "reportedBy"));

    /** An event in its parts. */
    private record Event(List<String> header, Map<String, String> extension) {}

    static Stream<AuditEntry> entries() {
        return TestEntries.all();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void saysWhatTheEntrySays(AuditEntry entry) {
        String line = ExportFormat.CEF.line(entry);

        assertThat(line).endsWith("\n");
        assertThat(entry(event(line.substring(0, line.length() - 1)))).isEqualTo(entry);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void isOneLine(AuditEntry entry) {
        assertThat(ExportFormat.CEF.line(entry).chars().filter(c -> c == '\n' || c == '\r'))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void hasTheTimesOfTheDictionaryInMilliseconds(AuditEntry entry) {
        Event event = event(ExportFormat.CEF.line(entry).stripTrailing());

        assertThat(event.extension())
                .containsEntry("start", Long.toString(entry.when().at().toEpochMilli()))
                .containsEntry("rt", Long.toString(entry.when().recordedAt().toEpochMilli()));
    }

    @Test
    void isThisForAnOrdinaryEntry() {
        assertThat(ExportFormat.CEF.line(TestEntries.bare()))
                .isEqualTo(
                        """
                        CEF:0|Temoin|Temoin|1|ITEM_RETAINED|ITEM_RETAINED: DONE|3|\
                        externalId=e1.0 start=1795510800000 rt=1795511523655 act=ITEM_RETAINED \
                        outcome=DONE cat=retention suid=retention-service spriv=service \
                        cs6=temoin cs6Label=organisation cn1=1 cn1Label=sequence \
                        TemoinAt=2026-11-24T09:00:00Z TemoinRecordedAt=2026-11-24T09:12:03.655Z \
                        TemoinOperation=ItemRetained TemoinCorrelation=cor-2 TemoinStream=item-r1
                        """);
    }

    /**
     * The examples of "Implementing ArcSight Common Event Format", chapter on character encoding.
     */
    @Test
    void theReaderOfThisTestReadsTheExamplesOfTheDocument() {
        assertThat(
                        event(
                                "CEF:0|security|threatmanager|1.0|100|detected a \\| in message|10|"
                                        + "src=10.0.0.1 act=blocked a | dst=1.1.1.1"))
                .isEqualTo(
                        new Event(
                                List.of(
                                        "CEF:0",
                                        "security",
                                        "threatmanager",
                                        "1.0",
                                        "100",
                                        "detected a | in message",
                                        "10"),
                                Map.of("src", "10.0.0.1", "act", "blocked a |", "dst", "1.1.1.1")));
        assertThat(
                        event(
                                        "CEF:0|security|threatmanager|1.0|100|detected a \\\\ in"
                                                + " packet|10|src=10.0.0.1 act=blocked a \\\\"
                                                + " dst=1.1.1.1")
                                .extension())
                .containsEntry("act", "blocked a \\");
        assertThat(
                        event(
                                        "CEF:0|security|threatmanager|1.0|100|detected a = in"
                                                + " message|10|src=10.0.0.1 act=blocked a \\="
                                                + " dst=1.1.1.1")
                                .extension())
                .containsEntry("act", "blocked a =");
    }

    private static Event event(String line) {
        List<String> header = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int at = 0;
        while (header.size() < 7) {
            char next = line.charAt(at++);
            if (next == '\\') {
                part.append(line.charAt(at++));
            } else if (next == '|') {
                header.add(part.toString());
                part.setLength(0);
            } else {
                part.append(next);
            }
        }
        return new Event(header, extension(line.substring(at)));
    }

    private static Map<String, String> extension(String text) {
        Map<String, String> extension = new LinkedHashMap<>();
        Matcher key = KEY.matcher(text);
        boolean more = key.find();
        while (more) {
            String name = key.group(1);
            int start = key.end();
            more = key.find();
            extension.put(name, plain(text.substring(start, more ? key.start() : text.length())));
        }
        return extension;
    }

    private static String plain(String escaped) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char next = escaped.charAt(i);
            if (next == '\\') {
                char after = escaped.charAt(++i);
                plain.append(after == 'n' ? '\n' : after == 'r' ? '\r' : after);
            } else {
                plain.append(next);
            }
        }
        return plain.toString();
    }

    private static AuditEntry entry(Event event) {
        Map<String, String> fields = new HashMap<>();
        event.extension()
                .forEach(
                        (key, value) -> {
                            String label = event.extension().get(key + "Label");
                            String field = label == null ? FIELDS.get(key) : label;
                            if (field != null) {
                                fields.put(field, value);
                            }
                        });
        return new ReadEntry(
                        fields,
                        ReadEntry.codes(fields.get("because")),
                        ReadEntry.codes(fields.get("purposes")))
                .entry();
    }
}
