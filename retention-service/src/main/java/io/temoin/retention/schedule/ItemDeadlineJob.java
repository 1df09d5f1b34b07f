// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.schedule.ItemDeadlineQueries.Passed;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckOrder;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.EndAccess;
import io.temoin.retention.schedule.domain.RetainedItemEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Says of items what becomes true with time alone: that a purpose is over, that an order is not
 * confirmed, and that nobody has looked at what wants a review. Safe to run on every replica: an
 * item says each once. After a stop the first run says all that was missed.
 */
@ApplicationScoped
class ItemDeadlineJob {

    private static final Logger LOG = Logger.getLogger(ItemDeadlineJob.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int PAGE = 200;
    private static final int AT_ONCE = 16;
    private static final Actor ACTOR = Actor.service("retention-service");

    private final ItemDeadlineQueries deadlines;
    private final RetainedItemStream items;
    private final RetentionConfig config;
    private final Clock clock;
    private final PollingScheduler polling;

    ItemDeadlineJob(
            ItemDeadlineQueries deadlines,
            RetainedItemStream items,
            RetentionConfig config,
            Clock clock,
            PollingScheduler polling) {
        this.deadlines = deadlines;
        this.items = items;
        this.config = config;
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(PERIOD, "purposes that are over could not be ended", this::endAccess);
        polling.every(PERIOD, "unconfirmed orders could not be determined", this::checkOrders);
        polling.every(PERIOD, "late reviews could not be determined", this::checkReviews);
    }

    /** Ends the access under each purpose that is over. */
    void endAccess() {
        Instant now = now();
        eachPage(
                after -> deadlines.accessEnds(now, after, PAGE),
                passed ->
                        handle(passed, new EndAccess(now), now)
                                .flatMap(outcome -> lookAgain(passed, outcome)));
    }

    /** Says of each order that is not confirmed in time that it is overdue. */
    void checkOrders() {
        Instant now = now();
        CheckOrder check = new CheckOrder(config.overdueAfter(), now);
        eachPage(
                after -> deadlines.unconfirmed(now.minus(config.overdueAfter()), after, PAGE),
                passed -> handle(passed, check, now).replaceWithVoid());
    }

    /** Says of each item that nobody has looked at in time that its review is overdue. */
    void checkReviews() {
        Instant now = now();
        CheckReview check = new CheckReview(config.reviewWithin(), now);
        eachPage(
                after -> deadlines.lateReviews(now.minus(config.reviewWithin()), after, PAGE),
                passed ->
                        handle(passed, check, now)
                                .flatMap(outcome -> doNotWait(passed, outcome, now)));
    }

    private void eachPage(
            Function<Passed, Uni<List<Passed>>> pages, Function<Passed, Uni<Void>> handle) {
        List<Passed> page = pages.apply(Passed.START).await().atMost(LIMIT);
        while (!page.isEmpty()) {
            Multi.createFrom()
                    .iterable(page)
                    .onItem()
                    .transformToUni(passed -> tried(passed, handle))
                    .merge(AT_ONCE)
                    .collect()
                    .last()
                    .await()
                    .atMost(LIMIT);
            page = pages.apply(page.getLast()).await().atMost(LIMIT);
        }
    }

    /** One item that fails must not keep the others; the next look tries it again. */
    private static Uni<Void> tried(Passed passed, Function<Passed, Uni<Void>> handle) {
        return handle.apply(passed)
                .onFailure()
                .recoverWithUni(
                        failure -> {
                            LOG.errorf(
                                    failure,
                                    "the deadline of item %s could not be checked; it will be"
                                            + " retried",
                                    passed.recording());
                            return Uni.createFrom().voidItem();
                        });
    }

    private Uni<CommandOutcome<RetainedItem, RetainedItemEvent>> handle(
            Passed passed, RetainedItemCommand command, Instant now) {
        // Part of the story of the call: caused by the event that planned it.
        EventMetadata metadata =
                new EventMetadata(
                        passed.tenant(),
                        ACTOR,
                        TimeOrderedId.random(now),
                        null,
                        passed.correlation(),
                        passed.cause(),
                        null,
                        now);
        return items.handle(passed.recording(), command, metadata);
    }

    private Uni<Void> lookAgain(
            Passed passed, CommandOutcome<RetainedItem, RetainedItemEvent> outcome) {
        Instant next =
                outcome.state() instanceof Retained retained ? retained.nextAccessEnd() : null;
        return deadlines.lookAgain(passed, next, outcome.version());
    }

    /** The list is told if nobody has to look: what waits there is never ordered. */
    private Uni<Void> doNotWait(
            Passed passed, CommandOutcome<RetainedItem, RetainedItemEvent> outcome, Instant now) {
        return outcome.state() instanceof Retained retained && retained.awaitedReview(now) != null
                ? Uni.createFrom().voidItem()
                : deadlines.doNotWait(passed, outcome.version());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
