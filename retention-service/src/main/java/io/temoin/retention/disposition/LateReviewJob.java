// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.disposition.LateReviewQueries.Late;
import io.temoin.retention.disposition.domain.ItemReviewsOverdue;
import io.temoin.retention.disposition.domain.ItemReviewsOverdue.OverdueReview;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Says of registered items that nobody has looked at in time that their reviews are late: once for
 * each time that an item is due, up to 1,000 in one event. Safe to run on every replica: the
 * database notes each item with the event, and refuses the second one. After a stop the first run
 * says all that was missed.
 */
@ApplicationScoped
class LateReviewJob {

    private static final Logger LOG = Logger.getLogger(LateReviewJob.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Actor ACTOR = Actor.service("retention-service");

    private final LateReviewQueries late;
    private final LateReviewStream reviews;
    private final RetentionConfig config;
    private final Clock clock;
    private final PollingScheduler polling;

    LateReviewJob(
            LateReviewQueries late,
            LateReviewStream reviews,
            RetentionConfig config,
            Clock clock,
            PollingScheduler polling) {
        this.late = late;
        this.reviews = reviews;
        this.config = config;
        this.clock = clock;
        this.polling = polling;
    }

    private record Group(TenantId tenant, String controller, ItemKind kind) {
        static Group of(Late item) {
            return new Group(item.tenant(), item.controller(), item.kind());
        }
    }

    void start(@Observes StartupEvent event) {
        polling.every(PERIOD, "late reviews of registered items could not be said", this::run);
    }

    /** Says of each that its review is late; of those of which it was said, nothing. */
    void run() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant dueBy = now.minus(config.reviewWithin());
        List<Late> page = late.first(dueBy, now, ItemReviewsOverdue.MOST).await().atMost(LIMIT);
        while (!page.isEmpty()) {
            Map<Group, List<Late>> groups =
                    page.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Group::of, LinkedHashMap::new, Collectors.toList()));
            groups.forEach((group, items) -> say(group, items, now));
            page =
                    late.next(dueBy, now, page.getLast(), ItemReviewsOverdue.MOST)
                            .await()
                            .atMost(LIMIT);
        }
    }

    private void say(Group group, List<Late> items, Instant now) {
        ItemReviewsOverdue overdue =
                new ItemReviewsOverdue(
                        group.kind(),
                        group.controller(),
                        items.stream().map(this::overdue).toList());
        UUID command = TimeOrderedId.random(now);
        EventMetadata metadata =
                new EventMetadata(
                        group.tenant(), ACTOR, command, null, command.toString(), null, null, now);
        try {
            if (!reviews.say(overdue, metadata).await().atMost(LIMIT)) {
                LOG.debug("another replica said of some late reviews that they are late");
            }
        } catch (RuntimeException failure) {
            // The others must not wait for it; the next look tries it again.
            LOG.warnf(failure, "late reviews of %s could not be said", group.tenant().value());
        }
    }

    private OverdueReview overdue(Late item) {
        return new OverdueReview(
                item.item(), item.dueAt(), item.dueAt().plus(config.reviewWithin()));
    }
}
