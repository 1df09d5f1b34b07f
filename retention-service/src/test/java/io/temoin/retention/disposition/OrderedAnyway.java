// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.retention.disposition.OwnerCase.NEXT_YEAR;
import static io.temoin.retention.disposition.OwnerCase.PATIENCE;

import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.disposition.domain.BatchCommand.OrderBatch;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.shredding.TenantId;
import java.util.List;
import java.util.UUID;

/** Orders the destruction of a call decision past whatever decides that it is due. */
record OrderedAnyway(DispositionBatchStream batches, String tenant) {

    void order(UUID decision) {
        UUID batch = UUID.randomUUID();
        var command =
                new OrderBatch(
                        batch,
                        ItemKind.CALL_DECISION,
                        "rhone-telecom",
                        List.of(decision),
                        DispositionBasis.PERIOD_ENDED,
                        NEXT_YEAR);
        batches.handle(
                        batch,
                        command,
                        new EventMetadata(
                                new TenantId(tenant),
                                Actor.service("test"),
                                batch,
                                null,
                                batch.toString(),
                                null,
                                null,
                                NEXT_YEAR))
                .await()
                .atMost(PATIENCE);
    }
}
