// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import io.temoin.audit.intake.domain.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    private static final Instant AT = Instant.parse("2026-11-24T09:00:00Z");
    private static final AuditEntry LISTENING =
            entry("e1.0", "claire", "LISTENING_GRANTED", List.of(), "recording-r123");

    private static AuditEntry entry(
            String id, String actor, String action, List<String> because, String stream) {
        return new AuditEntry(
                id,
                new Who(actor, "voix-du-rhone", "supervisor"),
                new What(action, Outcome.DONE, because),
                new Why(List.of("QUALITY"), null),
                new How("audit", "X", null),
                new When(AT, AT.plusSeconds(1)),
                "LYON-3-117",
                new Links("rhone-telecom", null, "r123", null, null),
                new Trace("c-1", null, stream, 7));
    }

    private static AuditEntry look(String... because) {
        return entry("e2.0", "dora", "TRAIL_SEARCHED", List.of(because), "inspection-i1");
    }

    @Test
    void hidesNothingThatNobodyNamed() {
        assertThat(Redaction.of(List.of(), List.of(LISTENING)).of(LISTENING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "actor,actor=boris",
        "workstation,workstation=PARIS-1",
        "reasonCode,reason=COMPLAINT",
        "purposes,purpose=TRAINING",
        "reasonReference,reasonReference=T-1",
        "at,from=2026-01-01T00:00:00Z",
        "correlation,correlation=c-9"
    })
    void hidesAQuestionForTheFieldWhateverWasAskedFor(String field, String asked) {
        AuditEntry look = look("action=CALL_ALLOWED", asked);

        assertThat(Redaction.of(List.of(field), List.of(look)).of(look))
                .contains("because")
                .isSubsetOf(field, "because");
    }

    /** Of one entry, in another field of another entry. */
    @Test
    void hidesAValueWhereverItStands() {
        AuditEntry look = look("organisation=rhone-telecom");
        Redaction controller = Redaction.of(List.of("controller"), List.of(LISTENING, look));
        AuditEntry ofCentre = entry("e3.0", "r123", "X", List.of(), "item-r1234");
        Redaction recording = Redaction.of(List.of("recording"), List.of(LISTENING, ofCentre));

        assertThat(controller.of(look)).isEqualTo(Set.of("controller", "because"));
        assertThat(recording.of(ofCentre)).isEqualTo(Set.of("recording", "actor", "stream"));
        assertThat(recording.of(LISTENING)).isEqualTo(Set.of("recording", "stream"));
    }

    @Test
    void hidesWhichEntryWasRead() {
        AuditEntry read =
                entry("e4.0", "dora", "TRAIL_ENTRY_READ", List.of("e9.0"), "inspection-i2");

        assertThat(Redaction.of(List.of("event"), List.of(read)).of(read))
                .containsExactlyInAnyOrder("event", "because");
    }

    /** What was handed in has the organisation of whoever handed it in, in its id. */
    @Test
    void hidesAnIdThatTellsAValue() {
        AuditEntry handedIn =
                entry("x-voix-du-rhone:crm:e-1", "eve", "LIST_EXPORTED", List.of(), "s-1");
        AuditEntry caused =
                new AuditEntry(
                        "e5.0",
                        new Who("dora", "centre-17", "agent"),
                        new What(
                                "REFUSED_BY_centre-17x", Outcome.DONE, List.of("is=voix-du-rhone")),
                        new Why(List.of("QUALITY"), null),
                        new How("audit", "X", null),
                        new When(AT, AT),
                        null,
                        new Links(null, null, null, null, null),
                        new Trace("claimed:voix-du-rhone", handedIn.id(), "s-2", 1));
        Redaction organisation = Redaction.of(List.of("organisation"), List.of(handedIn, caused));

        assertThat(organisation.of(handedIn)).isEqualTo(Set.of("organisation", "event"));
        assertThat(organisation.of(caused))
                .isEqualTo(Set.of("organisation", "action", "because", "correlation", "causation"));
    }

    @Test
    void showsAQuestionThatTellsNothingOfIt() {
        AuditEntry look = look("action=CALL_ALLOWED", "savedSearch=s1");

        assertThat(Redaction.of(List.of("actor", "workstation"), List.of(LISTENING, look)).of(look))
                .containsExactlyInAnyOrder("actor", "workstation");
    }
}
