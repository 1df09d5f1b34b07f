// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.schedule.domain.ErasableItem;
import io.temoin.retention.schedule.domain.ErasureVerdicts;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What the erasure of a person does with their recordings, and the orders for it. */
@ApplicationScoped
public class RecordingErasures {

    private static final int AT_ONCE = 8;

    private final PersonItemQueries queries;
    private final RetainedItemStream items;

    RecordingErasures(PersonItemQueries queries, RetainedItemStream items) {
        this.queries = queries;
        this.items = items;
    }

    /** Every recording of the person at the controller, with the verdict as of {@code now}. */
    public Uni<List<ErasableItem>> verdicts(
            TenantId tenant, String controller, String subject, Instant now) {
        return queries.recordings(tenant, subject, controller)
                .flatMap(
                        recordings ->
                                Multi.createFrom()
                                        .iterable(recordings)
                                        .onItem()
                                        .transformToUni(each -> verdict(tenant, each, now))
                                        .merge(AT_ONCE)
                                        .filter(Objects::nonNull)
                                        .collect()
                                        .asList());
    }

    private Uni<ErasableItem> verdict(TenantId tenant, UUID recording, Instant now) {
        return items.replay(tenant, recording)
                .flatMap(
                        replayed ->
                                items.holdsOf(tenant, replayed.state())
                                        .map(
                                                holds ->
                                                        ErasureVerdicts.of(
                                                                recording,
                                                                replayed.state(),
                                                                holds,
                                                                now)));
    }

    /** The orders under which recordings of the person had been destroyed by {@code until}. */
    public Uni<List<UUID>> orders(
            TenantId tenant, String controller, String subject, Instant until) {
        return queries.recordings(tenant, subject, controller)
                .flatMap(
                        recordings ->
                                Multi.createFrom()
                                        .iterable(recordings)
                                        .onItem()
                                        .transformToUni(each -> items.replay(tenant, each))
                                        .merge(AT_ONCE)
                                        .filter(
                                                replayed ->
                                                        replayed.state() instanceof Disposed it
                                                                && !it.erasedAt().isAfter(until))
                                        .map(
                                                replayed ->
                                                        ((Disposed) replayed.state())
                                                                .ordered()
                                                                .order())
                                        .collect()
                                        .asList());
    }

    /** Orders one recording destroyed, unless something outranks that by now. */
    public Uni<Void> order(UUID recording, EventMetadata metadata) {
        return items.replay(metadata.tenant(), recording)
                .flatMap(
                        replayed ->
                                replayed.state() instanceof Retained retained
                                        ? items.handle(
                                                        recording,
                                                        new NoteQuarantine(
                                                                retained.call(),
                                                                Quarantine.erasure(metadata.at()),
                                                                metadata.commandId(),
                                                                Holds.UNKNOWN,
                                                                metadata.at()),
                                                        metadata)
                                                .replaceWithVoid()
                                        : Uni.createFrom().voidItem());
    }
}
