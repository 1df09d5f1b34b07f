// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.disposal.domain.DispositionBatch;
import io.temoin.audit.disposal.domain.RecordDisposal;
import io.temoin.audit.disposal.domain.RefusalReason;
import io.temoin.audit.disposal.domain.RefusedItem;
import io.temoin.audit.evidence.EvidenceStream;
import io.temoin.audit.export.ExportDisposals;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Destroys what an order names, then says so. The events stay: they tell that something left the
 * trail, not what was in it. Each step may be repeated, by any process.
 */
@Singleton
class Disposals {

    /** An item, and why it is still there; {@code null} when it is not. */
    private record Outcome(UUID item, @Nullable RefusalReason refused) {}

    private final DisposalStream orders;
    private final ExportDisposals exports;
    private final EvidenceStream evidence;
    private final Duration copiesKept;

    Disposals(
            DisposalStream orders,
            ExportDisposals exports,
            EvidenceStream evidence,
            AuditConfig config) {
        this.orders = orders;
        this.exports = exports;
        this.evidence = evidence;
        this.copiesKept = config.disposal().copiesKept();
    }

    /** Carries out an order of the metadata's tenant, unless it was carried out before. */
    Uni<Void> carryOut(DispositionBatch batch, EventMetadata metadata) {
        return orders.isDone(metadata.tenant(), batch.batch())
                .flatMap(
                        done ->
                                done
                                        ? Uni.createFrom().voidItem()
                                        : destroy(batch, metadata)
                                                .flatMap(
                                                        outcomes ->
                                                                conclude(
                                                                        batch, outcomes,
                                                                        metadata)));
    }

    private Uni<List<Outcome>> destroy(DispositionBatch batch, EventMetadata metadata) {
        return Multi.createFrom()
                .iterable(batch.items())
                .onItem()
                .transformToUniAndConcatenate(
                        item ->
                                switch (batch.kind()) {
                                    case EXPORT ->
                                            exports.dispose(metadata, item, batch.controller())
                                                    .map(became -> new Outcome(item, of(became)));
                                    case EVIDENCE ->
                                            evidence.wasHandedOut(metadata.tenant(), item)
                                                    .map(
                                                            known ->
                                                                    new Outcome(
                                                                            item,
                                                                            known
                                                                                    ? null
                                                                                    : RefusalReason
                                                                                            .UNKNOWN));
                                })
                .collect()
                .asList();
    }

    private static @Nullable RefusalReason of(ExportDisposals.Outcome became) {
        return switch (became) {
            case GONE -> null;
            case UNKNOWN -> RefusalReason.UNKNOWN;
            case BEING_WRITTEN -> RefusalReason.IN_USE;
            case OF_ANOTHER -> RefusalReason.NOT_OF_CONTROLLER;
        };
    }

    private Uni<Void> conclude(
            DispositionBatch batch, List<Outcome> outcomes, EventMetadata metadata) {
        Set<UUID> gone = new HashSet<>();
        List<RefusedItem> refused = new ArrayList<>();
        for (Outcome one : outcomes) {
            RefusalReason reason = one.refused();
            if (reason == null) {
                gone.add(one.item());
            } else {
                refused.add(new RefusedItem(one.item(), reason));
            }
        }
        LocalDate horizon = gone.isEmpty() ? null : horizon(batch, metadata);
        return orders.record(
                new RecordDisposal(batch, gone, refused, horizon, metadata.at()), metadata);
    }

    /** Of a bundle nothing was ever stored that could come back. */
    private @Nullable LocalDate horizon(DispositionBatch batch, EventMetadata metadata) {
        return switch (batch.kind()) {
            case EXPORT -> metadata.at().plus(copiesKept).atOffset(ZoneOffset.UTC).toLocalDate();
            case EVIDENCE -> null;
        };
    }
}
