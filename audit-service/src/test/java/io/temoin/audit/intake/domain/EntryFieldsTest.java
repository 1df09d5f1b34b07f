// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import io.temoin.audit.intake.domain.EntryField.About;
import io.temoin.transparency.entry.EvidenceFields;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFieldsTest {

    private static final Instant AT = Instant.parse("2026-11-24T09:12:03.5Z");
    private static final Instant LATER = Instant.parse("2026-11-24T09:12:04Z");
    private static final String SUBJECT = "9f2b6c1d3e4f5a60718293a4b5c6d7e8";

    /** Names and spellings are committed to for ever: a change here breaks every entry before. */
    @Test
    void saysEverythingThatAnEntrySays() {
        AuditEntry entry =
                new AuditEntry(
                        "e1.0",
                        new Who("claire-sub", "voix-du-rhone", "supervisor"),
                        new What("LISTENING_REFUSED", Outcome.REFUSED, List.of("A", "B")),
                        new Why(List.of("TRAINING"), new StatedReason("COMPLAINT", "TCK-1")),
                        new How("recording", "ListeningRefused", "VOICE"),
                        new When(AT, LATER),
                        "LYON-3-117",
                        new Links("rhone-telecom", SUBJECT, "r1", "d1", "c1"),
                        new Trace("corr", "cause.0", "recording-r1", 3));

        assertThat(EntryFields.of(entry))
                .extracting(EntryField::name, EntryField::value, EntryField::about)
                .containsExactly(
                        tuple("event", "\"e1.0\"", About.ACTION),
                        tuple("at", "\"2026-11-24T09:12:03.500Z\"", About.ACTION),
                        tuple("recordedAt", "\"2026-11-24T09:12:04Z\"", About.ACTION),
                        tuple("service", "\"recording\"", About.ACTION),
                        tuple("operation", "\"ListeningRefused\"", About.ACTION),
                        tuple("channel", "\"VOICE\"", About.ACTION),
                        tuple("action", "\"LISTENING_REFUSED\"", About.ACTION),
                        tuple("outcome", "\"REFUSED\"", About.ACTION),
                        tuple("because", "[\"A\",\"B\"]", About.ACTION),
                        tuple("actor", "\"claire-sub\"", About.ACTION),
                        tuple("organisation", "\"voix-du-rhone\"", About.ACTION),
                        tuple("role", "\"supervisor\"", About.ACTION),
                        tuple("workstation", "\"LYON-3-117\"", About.ACTION),
                        tuple("purposes", "[\"TRAINING\"]", About.ACTION),
                        tuple("reasonCode", "\"COMPLAINT\"", About.ACTION),
                        tuple("reasonReference", "\"TCK-1\"", About.ACTION),
                        tuple("controller", "\"rhone-telecom\"", About.ACTION),
                        tuple("subject", "\"" + SUBJECT + "\"", About.SUBJECT),
                        tuple("recording", "\"r1\"", About.ACTION),
                        tuple("decision", "\"d1\"", About.ACTION),
                        tuple("consent", "\"c1\"", About.ACTION),
                        tuple("correlation", "\"corr\"", About.ACTION),
                        tuple("causation", "\"cause.0\"", About.ACTION),
                        tuple("stream", "\"recording-r1\"", About.SUBJECT),
                        tuple("sequence", "3", About.ACTION))
                .extracting(field -> field.toList().getFirst())
                .isSubsetOf(EvidenceFields.NAMES);
    }

    /** At the end and with a name of its own: leaves that were made before stay what they are. */
    @Test
    void saysLastWhoHandedItIn() {
        AuditEntry entry =
                new AuditEntry(
                        "x-o:crm:1",
                        new Who("s", "o", "service"),
                        new What("A", Outcome.DONE, List.of()),
                        new Why(List.of(), null),
                        new How("x-crm", "A", null),
                        new When(AT, LATER),
                        null,
                        new Links(null, null, null, null, null),
                        new Trace("corr", null, "x-o:crm", 0),
                        "crm-sub");

        assertThat(EntryFields.of(entry).getLast())
                .isEqualTo(new EntryField("reportedBy", "\"crm-sub\"", About.ACTION));
    }

    @Test
    void saysNothingOfWhatTheEntryLeavesOut() {
        AuditEntry entry =
                new AuditEntry(
                        "e1.0",
                        new Who("s", "o", "service"),
                        new What("A", Outcome.DONE, List.of()),
                        new Why(List.of(), null),
                        new How("consent", "A", null),
                        new When(AT, LATER),
                        null,
                        new Links(null, null, null, null, null),
                        new Trace("corr", null, "x-1", 1));

        assertThat(EntryFields.of(entry))
                .extracting(EntryField::name)
                .containsExactly(
                        "event",
                        "at",
                        "recordedAt",
                        "service",
                        "operation",
                        "action",
                        "outcome",
                        "actor",
                        "organisation",
                        "role",
                        "correlation",
                        "stream",
                        "sequence");
    }

    /** RFC 8785 §3.2.2.2: two-letter escapes, lower-case hexadecimal, all else as it is. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "32, ` `",
                "34, `\\\"`",
                "92, `\\\\`",
                "8, `\\b`",
                "9, `\\t`",
                "10, `\\n`",
                "12, `\\f`",
                "13, `\\r`",
                "15, `\\u000f`",
                "31, `\\u001f`",
                "47, `/`",
                "127, `\u007f`",
                "8364, `€`"
            })
    void spellsAText(int unit, String spelled) {
        assertThat(CanonicalJson.of("a" + (char) unit)).isEqualTo("\"a" + spelled + "\"");
    }
}
