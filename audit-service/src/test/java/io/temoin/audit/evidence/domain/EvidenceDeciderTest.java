// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.evidence.domain.Evidence.HandedOut;
import io.temoin.audit.intake.domain.SealedPerson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EvidenceDeciderTest {

    private static final UUID ID = UUID.fromString("01990000-0000-8000-8000-000000000020");
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final EvidenceReason REASON =
            new EvidenceReason(EvidenceReasonCode.COURT_ORDER, "RG-26/1");

    private final EvidenceDecider decider = new EvidenceDecider();

    @Test
    void aBundleIsHandedOutOnce() {
        HandOutEvidence command = command(new EvidenceCase.OfRecording("r1"));

        List<EvidenceHandedOut> events = decider.decide(command, decider.initialState());

        assertThat(events)
                .containsExactly(
                        new EvidenceHandedOut(
                                ID,
                                "r1",
                                null,
                                null,
                                FROM,
                                null,
                                3,
                                "00ff",
                                List.of("actor"),
                                REASON,
                                null));
        Evidence after = decider.replay(events);
        assertThat(after).isEqualTo(new HandedOut("00ff"));
        assertThat(decider.decide(command, after)).isEmpty();
    }

    @Test
    void theEventSaysWhichCaseItWas() {
        assertThat(event(new EvidenceCase.OfSubject("s1")).subject()).isEqualTo("s1");
        assertThat(event(new EvidenceCase.OfCorrelation("c1")).correlation()).isEqualTo("c1");
        SealedPerson person = new SealedPerson(ID, "AQ==");
        EvidenceHandedOut sealed =
                decider.decide(
                                new HandOutEvidence(
                                        ID,
                                        new EvidenceCase.OfSubject(""),
                                        List.of(person),
                                        FROM,
                                        null,
                                        3,
                                        "00ff",
                                        List.of(),
                                        REASON),
                                decider.initialState())
                        .getFirst();
        assertThat(sealed.subject()).isNull();
        assertThat(sealed.persons()).containsExactly(person);
        EvidenceHandedOut listed = event(new EvidenceCase.OfEntries(List.of("e1.0")));
        assertThat(listed.recording()).isNull();
        assertThat(listed.subject()).isNull();
        assertThat(listed.correlation()).isNull();
    }

    private EvidenceHandedOut event(EvidenceCase of) {
        return decider.decide(command(of), decider.initialState()).getFirst();
    }

    private static HandOutEvidence command(EvidenceCase of) {
        return new HandOutEvidence(
                ID, of, List.of(), FROM, null, 3, "00ff", List.of("actor"), REASON);
    }
}
