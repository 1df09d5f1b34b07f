// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.progress.ReadModelProgressQueries;
import io.temoin.retention.schedule.DueItemQueries.Cursor;
import io.temoin.retention.schedule.DueItemQueries.Due;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import io.temoin.retention.schedule.domain.RetainedItemEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Orders the destruction of what is due. Safe to run twice, at the same time, and to be killed at
 * any point: the item's decider orders once.
 */
@ApplicationScoped
public class Dispositions {

    private static final Logger LOG = Logger.getLogger(Dispositions.class);
    private static final int BATCH = 32;

    /** What is claimed is covered by no hold, and none comes before it is ordered. */
    private static final Holds NOT_HELD = Holds.NONE;

    /** What a run found and did. */
    public record Tally(int dueItems, int ordered) {
        static final Tally NONE = new Tally(0, 0);

        Tally plus(List<Result> results) {
            int more = (int) results.stream().filter(Result::ordered).count();
            return new Tally(dueItems + results.size(), ordered + more);
        }
    }

    /** What became of one due item: ordered now or not, off the list or not. */
    record Result(UUID recording, boolean ordered, boolean off) {}

    private final ReadModelProgressQueries progress;
    private final DueItemQueries dueItemQueries;
    private final RetainedItemStream items;
    private final ReportNoting reports;
    private final Clock clock;
    private final Counter failed;

    Dispositions(
            ReadModelProgressQueries progress,
            DueItemQueries dueItemQueries,
            RetainedItemStream items,
            ReportNoting reports,
            Clock clock,
            MeterRegistry metrics) {
        this.progress = progress;
        this.dueItemQueries = dueItemQueries;
        this.items = items;
        this.reports = reports;
        this.clock = clock;
        // There from the start, with 0: an alert on what is missing never fires.
        this.failed = metrics.counter("temoin.dispositions", "outcome", "failed");
    }

    /** The tenants that have something due. */
    Uni<List<TenantId>> tenants() {
        return abreast().chain(() -> dueItemQueries.tenants(clock.instant()));
    }

    /**
     * Orders the due items of one tenant, in the name of {@code actor}.
     *
     * @param visibility whose items: nobody orders, or counts, what does not exist for them
     * @param traceparent of the request for it, if somebody asked
     * @param run by which what it ordered is found; absent if nobody asked
     */
    public Uni<Tally> run(
            TenantId tenant,
            Actor actor,
            Visibility visibility,
            @Nullable String traceparent,
            @Nullable UUID run) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return abreast()
                .chain(
                        () ->
                                new Run(tenant, actor, visibility, traceparent, run, now)
                                        .from(Cursor.START, Tally.NONE));
    }

    /**
     * Whoever has seen an item become due finds it on the list. What the list has not heard of in
     * time is for the next run: each item's own stream decides.
     */
    private Uni<Void> abreast() {
        return progress.reached(RetainedItemProjection.READER).replaceWithVoid();
    }

    /** How many items of one tenant are due and exist for somebody. */
    public Uni<Integer> count(TenantId tenant, Visibility visibility) {
        return abreast().chain(() -> dueItemQueries.count(tenant, visibility, clock.instant()));
    }

    /** One pass through the list of one tenant. */
    private final class Run {
        private final TenantId tenant;
        private final Actor actor;
        private final Visibility visibility;
        private final @Nullable String traceparent;
        private final @Nullable UUID run;
        private final Instant now;

        Run(
                TenantId tenant,
                Actor actor,
                Visibility visibility,
                @Nullable String traceparent,
                @Nullable UUID run,
                Instant now) {
            this.tenant = tenant;
            this.actor = actor;
            this.visibility = visibility;
            this.traceparent = traceparent;
            this.run = run;
            this.now = now;
        }

        Uni<Tally> from(Cursor place, Tally before) {
            Tally[] after = {before};
            return dueItemQueries
                    .claim(
                            tenant,
                            visibility,
                            now,
                            place,
                            BATCH,
                            run,
                            due ->
                                    orderAll(due)
                                            .invoke(results -> after[0] = before.plus(results))
                                            .map(Run::takenOff))
                    .flatMap(
                            claimed ->
                                    claimed.isEmpty()
                                            ? Uni.createFrom().item(before)
                                            : from(claimed.getLast().cursor(), after[0]));
        }

        /** All at once, so that their appends share statements. */
        private Uni<List<Result>> orderAll(List<Due> due) {
            return Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUni(this::order)
                    .merge(BATCH)
                    .collect()
                    .asList();
        }

        private Uni<Result> order(Due due) {
            UUID order = TimeOrderedId.random(now);
            // Part of the story of the call: caused by the event that planned it.
            EventMetadata metadata =
                    new EventMetadata(
                            tenant,
                            actor,
                            order,
                            null,
                            due.correlation(),
                            due.cause(),
                            traceparent,
                            now);
            return reports.catchUp(tenant, due.recording(), NOT_HELD, now)
                    .chain(
                            () ->
                                    items.handle(
                                            due.recording(),
                                            new OrderDisposition(order, NOT_HELD, now),
                                            metadata))
                    .map(decision -> result(due, decision))
                    .onFailure()
                    .recoverWithItem(failure -> failed(due, failure));
        }

        private static List<UUID> takenOff(List<Result> results) {
            return results.stream().filter(Result::off).map(Result::recording).toList();
        }
    }

    /**
     * One item that fails must not keep the others; it stays on the list, and the gauge shows it.
     */
    private Result failed(Due due, Throwable failure) {
        LOG.errorf(
                failure,
                "item %s is due, but its destruction could not be ordered; it will be retried",
                due.recording());
        failed.increment();
        return new Result(due.recording(), false, false);
    }

    private static Result result(
            Due due, CommandOutcome<RetainedItem, RetainedItemEvent> decision) {
        boolean ordered =
                decision.newEvents().stream()
                        .anyMatch(recorded -> recorded.event() instanceof DispositionOrdered);
        return new Result(due.recording(), ordered, !(decision.state() instanceof Retained));
    }
}
