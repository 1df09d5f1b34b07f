// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryBoundsTest {

    private static final Instant AT = Instant.parse("2026-11-24T09:12:03Z");
    private static final int TEXTS = 19;

    @Test
    void keepsWhatFits() {
        assertThat(EntryBounds.fault(entry(-1, "", AT, List.of("A")))).isNull();
        assertThat(EntryBounds.fault(entry(0, "é".repeat(800), AT, List.of()))).isNull();
    }

    /** In whichever place the text stands. */
    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u001fb", "a\nb", "\u0085", "a\ud800b", "\udc00"})
    void keepsNoCharacterThatCannotBeWritten(String text) {
        for (int place = 0; place < TEXTS; place++) {
            assertThat(EntryBounds.fault(entry(place, text, AT, List.of())))
                    .as("text %d", place)
                    .isNotNull()
                    .doesNotContain(text);
        }
    }

    @Test
    void keepsNoTextThatAnIndexCannotHold() {
        for (int place = 0; place < TEXTS; place++) {
            assertThat(EntryBounds.fault(entry(place, "a".repeat(801), AT, List.of())))
                    .as("text %d", place)
                    .isNotNull();
        }
    }

    @Test
    void keepsNoCodeThatTheRowWouldSayOtherwise() {
        assertThat(EntryBounds.fault(entry(-1, "", AT, List.of("A", "")))).isNotNull();
        assertThat(EntryBounds.fault(entry(-1, "", AT, List.of("A\u001fB")))).isNotNull();
        assertThat(EntryBounds.fault(entry(-1, "", AT, Collections.nCopies(201, "A")))).isNotNull();
    }

    @Test
    void keepsNoIdOfAHandedInEntry() {
        assertThat(EntryBounds.fault(entry(0, "x-rhone-telecom:crm:1", AT, List.of()))).isNotNull();
        assertThat(EntryBounds.fault(entry(0, "", AT, List.of()))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z"
            })
    void keepsNoTimeThatTheDatabaseHasNot(String at) {
        assertThat(EntryBounds.fault(entry(-1, "", Instant.parse(at), List.of()))).isNotNull();
    }

    private static AuditEntry entry(int place, String text, Instant at, List<String> codes) {
        String[] texts = new String[TEXTS];
        for (int i = 0; i < TEXTS; i++) {
            texts[i] = i == place ? text : "t" + i;
        }
        return new AuditEntry(
                texts[0],
                new Who(texts[1], texts[2], texts[3]),
                new What(texts[4], Outcome.DONE, codes),
                new Why(List.of(), new StatedReason(texts[5], texts[6])),
                new How(texts[7], texts[8], texts[9]),
                new When(at, AT),
                texts[10],
                new Links(texts[11], texts[12], texts[13], texts[14], texts[15]),
                new Trace(texts[16], texts[17], texts[18], 3));
    }
}
