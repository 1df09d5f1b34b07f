// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.EventExamples;
import io.temoin.audit.disposal.domain.Disposal;
import io.temoin.audit.disposal.domain.DisposalDecider;
import io.temoin.audit.disposal.domain.DispositionBatch;
import io.temoin.audit.disposal.domain.ItemKind;
import io.temoin.audit.disposal.domain.ItemsDisposed;
import io.temoin.audit.disposal.domain.RecordDisposal;
import io.temoin.audit.disposal.domain.RefusalReason;
import io.temoin.audit.disposal.domain.RefusedItem;
import io.temoin.chassis.testing.EventContract;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A disposal, encoded as the store encodes it, is what contracts/ promises. */
class PublishedDisposalsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final UUID BATCH = UUID.fromString("01990000-0000-7000-8000-00000000000b");
    private static final UUID GONE = UUID.fromString("01990000-0000-7000-8000-000000000003");
    private static final UUID KEPT = UUID.fromString("01990000-0000-7000-8000-000000000004");

    private static final RecordDisposal COMMAND =
            new RecordDisposal(
                    new DispositionBatch(
                            BATCH,
                            ItemKind.EXPORT,
                            "rhone-telecom",
                            List.of(GONE, KEPT),
                            "PERIOD_ENDED",
                            NOW),
                    Set.of(GONE),
                    List.of(new RefusedItem(KEPT, RefusalReason.UNKNOWN)),
                    LocalDate.parse("2027-01-07"),
                    NOW);

    private final DisposalDecider decider = new DisposalDecider();

    @Test
    void isExactlyTheExampleOfItsContract() {
        EventExamples<ItemsDisposed> examples =
                new EventExamples<>(
                        DisposalStream.codec(new InMemoryShreddableKeys()), "disposal", BATCH);
        examples.decided(decider, List.of(COMMAND))
                .areExactly(EventContract.of("io.temoin.audit.ItemsDisposed.v1"));
        examples.haveContracts(EventExamples.contracts("ItemsDisposed"));
    }

    @Test
    void anOrderIsCarriedOutOnce() {
        assertThat(decider.decide(COMMAND, new Disposal.Done())).isEmpty();
    }
}
