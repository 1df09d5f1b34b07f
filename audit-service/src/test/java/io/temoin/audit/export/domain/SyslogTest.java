// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyslogTest {

    /** A message in its parts (RFC 5424 §6). */
    private record Message(List<String> header, List<Parameter> data, String text) {}

    private record Parameter(String name, String value) {}

    static Stream<AuditEntry> entries() {
        return TestEntries.all();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void saysWhatTheEntrySays(AuditEntry entry) {
        List<String> messages = frames(ExportFormat.SYSLOG.line(entry));

        assertThat(messages).hasSize(1);
        assertThat(entry(message(messages.getFirst()))).isEqualTo(entry);
    }

    @Test
    void isAStreamThatIsTakenApartByCountingOctets() {
        // Given
        List<AuditEntry> all = entries().toList();

        // When
        String stream = all.stream().map(ExportFormat.SYSLOG::line).collect(Collectors.joining());

        // Then
        assertThat(frames(stream).stream().map(SyslogTest::message).map(SyslogTest::entry))
                .containsExactlyElementsOf(all);
    }

    /** A number is written with other digits where the default locale has others. */
    @Test
    void isTheSameInEveryDefaultLocale() {
        AuditEntry entry = TestEntries.all().findFirst().orElseThrow();
        String line = ExportFormat.SYSLOG.line(entry);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(ExportFormat.SYSLOG.line(entry)).isEqualTo(line);
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Lengths and alphabets of §6: PRIVAL, VERSION, TIMESTAMP and four names. */
    @ParameterizedTest
    @MethodSource("entries")
    void hasAHeaderAsTheGrammarHasIt(AuditEntry entry) {
        List<String> header = message(frames(ExportFormat.SYSLOG.line(entry)).getFirst()).header();

        assertThat(header).hasSize(6);
        assertThat(header.get(0)).matches("<1(08|09|10)>1"); // 13 × 8 and 4 to 6
        assertThat(header.get(1))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
        assertThat(header.get(2)).matches("[!-~]{1,255}");
        assertThat(header.get(3)).matches("[!-~]{1,48}");
        assertThat(header.get(4)).matches("[!-~]{1,128}");
        assertThat(header.get(5)).matches("[!-~]{1,32}");
    }

    @Test
    void isThisForAnOrdinaryEntry() {
        String frame = ExportFormat.SYSLOG.line(TestEntries.bare());

        assertThat(frame)
                .isEqualTo(
                        """
                        361 <110>1 2026-11-24T09:00:00Z temoin retention - ITEM_RETAINED \
                        [entry@32473 id="e1.0" recordedAt="2026-11-24T09:12:03.655Z" \
                        service="retention" action="ITEM_RETAINED" outcome="DONE" \
                        actor="retention-service" organisation="temoin" role="service" \
                        operation="ItemRetained" correlationId="cor-2" stream="item-r1" \
                        sequence="1"] \uFEFFretention-service ITEM_RETAINED: DONE\
                        """);
    }

    /** §6.4: the octets EF BB BF, before text that is UTF-8. */
    @Test
    void marksItsTextAsUtf8() {
        byte[] frame =
                ExportFormat.SYSLOG.line(TestEntries.bare()).getBytes(StandardCharsets.UTF_8);

        assertThat(new String(frame, StandardCharsets.ISO_8859_1)).contains("] \u00EF\u00BB\u00BF");
    }

    /** RFC 5424 §6.5, example 3: the reader reads what the document shows. */
    @Test
    void theReaderOfThisTestReadsTheExampleOfTheDocument() {
        // Given
        String example =
                "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47"
                        + " [exampleSDID@32473 iut=\"3\" eventSource=\"Application\""
                        + " eventID=\"1011\"] \uFEFFAn application event log entry...";

        // When
        Message message = message(example);

        // Then
        assertThat(message.header())
                .containsExactly(
                        "<165>1",
                        "2003-10-11T22:14:15.003Z",
                        "mymachine.example.com",
                        "evntslog",
                        "-",
                        "ID47");
        assertThat(message.data())
                .containsExactly(
                        new Parameter("iut", "3"),
                        new Parameter("eventSource", "Application"),
                        new Parameter("eventID", "1011"));
        assertThat(message.text()).isEqualTo("An application event log entry...");
    }

    private static List<String> frames(String stream) {
        return SyslogFrames.of(stream.getBytes(StandardCharsets.UTF_8));
    }

    private static Message message(String message) {
        String[] parts = message.split(" ", 7);
        List<Parameter> data = new ArrayList<>();
        String rest = parts[6];
        int at = rest.indexOf(' ');
        while (rest.charAt(at) == ' ') {
            int equals = rest.indexOf('=', at);
            String name = rest.substring(at + 1, equals);
            StringBuilder value = new StringBuilder();
            at = equals + 2;
            while (rest.charAt(at) != '"') {
                at += rest.charAt(at) == '\\' ? 1 : 0;
                value.append(rest.charAt(at++));
            }
            at++;
            data.add(new Parameter(name, value.toString()));
        }
        assertThat(rest.substring(at)).startsWith("] \uFEFF");
        return new Message(Arrays.asList(parts).subList(0, 6), data, rest.substring(at + 3));
    }

    private static AuditEntry entry(Message message) {
        Map<String, String> fields = new HashMap<>();
        message.data().forEach(one -> fields.put(one.name(), one.value()));
        fields.put("at", message.header().get(1));
        return new ReadEntry(fields, all(message, "because"), all(message, "purpose")).entry();
    }

    private static List<String> all(Message message, String name) {
        return message.data().stream()
                .filter(one -> one.name().equals(name))
                .map(Parameter::value)
                .toList();
    }
}
