// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.EventExamples;
import io.temoin.audit.evidence.domain.EvidenceCase.OfRecording;
import io.temoin.audit.evidence.domain.EvidenceDecider;
import io.temoin.audit.evidence.domain.EvidenceHandedOut;
import io.temoin.audit.evidence.domain.EvidenceReason;
import io.temoin.audit.evidence.domain.EvidenceReasonCode;
import io.temoin.audit.evidence.domain.HandOutEvidence;
import io.temoin.chassis.testing.EventContract;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the decider decides, encoded as the store encodes it, is what contracts/ promises. */
class EvidencePublishedTest {

    private static final UUID ID = UUID.fromString("01990000-0000-8000-8000-000000000020");
    private final EventContract contract = EventContract.of("io.temoin.audit.EvidenceHandedOut.v1");
    private final EventExamples<EvidenceHandedOut> examples =
            new EventExamples<>(EvidenceStream.codec(new InMemoryShreddableKeys()), "evidence", ID);

    @Test
    void theEventIsExactlyTheExampleOfItsContract() {
        HandOutEvidence command =
                new HandOutEvidence(
                        ID,
                        new OfRecording("01990000-0000-7000-8000-000000000001"),
                        List.of(),
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-12-01T00:00:00Z"),
                        12,
                        "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
                        List.of("actor", "workstation"),
                        new EvidenceReason(EvidenceReasonCode.AUTHORITY_REQUEST, "CNIL-2026-0412"));
        examples.decided(new EvidenceDecider(), List.of(command)).areExactly(contract);
    }

    @Test
    void itIsTheOnlyEventOfItsStreams() {
        examples.haveContracts(List.of(contract));
    }
}
