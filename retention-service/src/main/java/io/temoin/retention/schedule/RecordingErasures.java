// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.register.ErasedPersonQueries;
import io.temoin.retention.report.CallItemStore;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.ErasableItem;
import io.temoin.retention.schedule.domain.ErasableRecording;
import io.temoin.retention.schedule.domain.ErasureVerdicts;
import io.temoin.retention.schedule.domain.KeptCalls;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Known;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the erasure of a person does with their recordings, and the orders for it. */
@ApplicationScoped
public class RecordingErasures {

    private static final int AT_ONCE = 8;

    private final PersonItemQueries queries;
    private final RetainedItemStream items;
    private final ErasedPersonQueries erased;
    private final ReportNoting reports;
    private final CallItemStore calls;

    RecordingErasures(
            PersonItemQueries queries,
            CallItemStore calls,
            RetainedItemStream items,
            ErasedPersonQueries erased,
            ReportNoting reports) {
        this.queries = queries;
        this.calls = calls;
        this.items = items;
        this.erased = erased;
        this.reports = reports;
    }

    /** Every recording of the person at the controller, with the verdict as of {@code now}. */
    public Uni<List<ErasableRecording>> verdicts(
            TenantId tenant, String controller, String subject, Instant now) {
        return queries.recordings(tenant, subject, controller)
                .flatMap(recordings -> verdicts(tenant, recordings, now));
    }

    /**
     * The recordings of one call that an erasure of its person would leave, as of {@code now}.
     *
     * @param decision on the call
     */
    Uni<KeptCalls> ofCall(TenantId tenant, UUID decision, String controller, Instant now) {
        return calls.find(tenant, decision, controller)
                .flatMap(recordings -> verdicts(tenant, recordings, now))
                .map(KeptCalls::of);
    }

    /** The same, by what had been recorded at {@code then}, and under the holds of then. */
    Uni<KeptCalls> ofCallAsOf(TenantId tenant, UUID decision, String controller, Instant then) {
        return calls.find(tenant, decision, controller)
                .flatMap(
                        recordings ->
                                Multi.createFrom()
                                        .iterable(recordings)
                                        .onItem()
                                        .transformToUni(each -> verdictAsOf(tenant, each, then))
                                        .merge(AT_ONCE)
                                        .filter(Objects::nonNull)
                                        .collect()
                                        .asList())
                .map(KeptCalls::of);
    }

    private Uni<ErasableRecording> verdictAsOf(TenantId tenant, UUID recording, Instant then) {
        return items.replay(tenant, recording, then)
                .flatMap(
                        item ->
                                items.holdsOf(tenant, item, then)
                                        .map(
                                                ids ->
                                                        verdict(
                                                                recording,
                                                                item,
                                                                new Holds(ids),
                                                                then)));
    }

    private Uni<List<ErasableRecording>> verdicts(
            TenantId tenant, List<UUID> recordings, Instant now) {
        return Multi.createFrom()
                .iterable(recordings)
                .onItem()
                .transformToUni(each -> verdict(tenant, each, now))
                .merge(AT_ONCE)
                .filter(Objects::nonNull)
                .collect()
                .asList();
    }

    private Uni<ErasableRecording> verdict(TenantId tenant, UUID recording, Instant now) {
        return items.replay(tenant, recording)
                .flatMap(
                        replayed ->
                                items.holdsOf(tenant, replayed.state())
                                        .map(
                                                holds ->
                                                        verdict(
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

    private static @Nullable ErasableRecording verdict(
            UUID recording, RetainedItem item, Holds holds, Instant now) {
        ErasableItem verdict = ErasureVerdicts.of(recording, item, holds, now);
        return switch (item) {
            case Expected _ -> null;
            case Known known -> of(verdict, known.retained().call());
            case Gone gone -> of(verdict, gone.call());
        };
    }

    private static ErasableRecording of(@Nullable ErasableItem verdict, CallReference call) {
        return new ErasableRecording(
                Objects.requireNonNull(verdict, "it was retained"), call.decision());
    }

    /**
     * Notes the erasure on one recording, which is ordered destroyed unless something outranks that
     * by now; then it goes when that is over. What was reported of its call counts, though the
     * reading of it may be late: a signature keeps what the erasure would destroy.
     */
    public Uni<Void> note(UUID recording, EventMetadata metadata) {
        return reports.catchUp(metadata.tenant(), recording, Holds.UNKNOWN, metadata.at())
                .chain(() -> items.replay(metadata.tenant(), recording))
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

    /**
     * Notes it on a recording that was on its way when the erasure of its person was decided. An
     * erasure is known before the recordings that there are by then are looked at, so of the two
     * one sees the other.
     */
    Uni<Void> noteLate(NoteItem late, EventMetadata metadata) {
        CallReference call = late.call();
        return erased.covers(metadata.tenant(), call.controller(), call.subject(), late.endedAt())
                .flatMap(
                        covered ->
                                covered
                                        ? note(call.recording(), metadata)
                                        : Uni.createFrom().voidItem());
    }
}
