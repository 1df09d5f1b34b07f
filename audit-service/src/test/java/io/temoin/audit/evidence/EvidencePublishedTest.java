// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.evidence.domain.EvidenceCase.OfRecording;
import io.temoin.audit.evidence.domain.EvidenceDecider;
import io.temoin.audit.evidence.domain.EvidenceReason;
import io.temoin.audit.evidence.domain.EvidenceReasonCode;
import io.temoin.audit.evidence.domain.HandOutEvidence;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.InMemoryShreddableKeys;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the decider decides, encoded as the store encodes it, is what contracts/ promises. */
class EvidencePublishedTest {

    private static final UUID ID = UUID.fromString("01990000-0000-8000-8000-000000000020");
    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();

    private final EventContract contract = EventContract.of("io.temoin.audit.EvidenceHandedOut.v1");

    @Test
    void theEventIsExactlyTheExampleOfItsContract() {
        HandOutEvidence command =
                new HandOutEvidence(
                        ID,
                        new OfRecording("01990000-0000-7000-8000-000000000001"),
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-12-01T00:00:00Z"),
                        12,
                        "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
                        List.of("actor", "workstation"),
                        new EvidenceReason(EvidenceReasonCode.AUTHORITY_REQUEST, "CNIL-2026-0412"));
        EvidenceDecider decider = new EvidenceDecider();

        contract.isExactly(
                EvidenceStream.codec(KEYS)
                        .encodeAll(
                                new StreamId("evidence", ID.toString()),
                                decider.decide(command, decider.initialState()),
                                metadata())
                        .await()
                        .indefinitely()
                        .getFirst()
                        .payload());
    }

    @Test
    void itIsTheOnlyEventOfItsStreams() {
        assertThat(EvidenceStream.codec(KEYS).versions())
                .containsOnlyKeys(contract.name())
                .containsValue(contract.version());
    }

    private static EventMetadata metadata() {
        return new EventMetadata(
                new TenantId("helios"),
                new Actor("a", "voix-du-rhone", "dpo", null),
                ID,
                null,
                "c",
                null,
                null,
                Instant.parse("2026-12-02T10:00:00Z"));
    }
}
