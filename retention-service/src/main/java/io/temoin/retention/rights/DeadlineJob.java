// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.rights.RequestDeadlineQueries.Passed;
import io.temoin.retention.rights.domain.RequestCommand.CheckDeadline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Makes overdue requests visible: once as an event, and as a metric while they are overdue. Of
 * objections that were overdue before the desk had its time to decide, it looks at the end of that
 * time again.
 */
@ApplicationScoped
class DeadlineJob {

    private static final Logger LOG = Logger.getLogger(DeadlineJob.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Actor ACTOR = Actor.service("retention-service");
    private static final int PAGE = 200;

    private final RequestDeadlineQueries deadlines;
    private final RequestStream requests;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final PollingScheduler polling;
    private final AtomicLong overdue = new AtomicLong();

    DeadlineJob(
            RequestDeadlineQueries deadlines,
            RequestStream requests,
            Clock clock,
            MeterRegistry metrics,
            PollingScheduler polling) {
        this.deadlines = deadlines;
        this.requests = requests;
        this.clock = clock;
        this.metrics = metrics;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        metrics.gauge("temoin.requests.overdue", overdue);
        polling.every(PERIOD, "overdue requests could not be determined", this::run);
    }

    /** Pages of requests after one of them. */
    private interface Pages {
        Uni<List<Passed>> after(Passed last);
    }

    /** Says of each that it is overdue; of those that were said to be, nothing. */
    void run() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        overdue.set(deadlines.count(now).await().atMost(PERIOD));
        check("overdue", after -> deadlines.passed(now, after, PAGE), now);
        check("lapsed", after -> deadlines.lapsed(now, after, PAGE), now);
    }

    private void check(String why, Pages pages, Instant now) {
        List<Passed> page = pages.after(Passed.START).await().atMost(PERIOD);
        while (!page.isEmpty()) {
            page.forEach(passed -> check(why, passed, now));
            page = pages.after(page.getLast()).await().atMost(PERIOD);
        }
    }

    private void check(String why, Passed passed, Instant now) {
        try {
            requests.handle(passed.request(), new CheckDeadline(now), metadata(why, passed, now))
                    .await()
                    .atMost(PERIOD);
        } catch (RuntimeException failure) {
            // The others must not wait for it; the next look tries it again.
            LOG.warnf(failure, "the deadline of request %s could not be checked", passed.request());
        }
    }

    /** The command is the same for the same deadline, whichever replica comes first. */
    private static EventMetadata metadata(String why, Passed passed, Instant now) {
        UUID command =
                Commands.idOf(
                        Sha256.of(
                                "%s\n%s\n%s\n%s"
                                        .formatted(
                                                why,
                                                passed.tenant().value(),
                                                passed.request(),
                                                passed.dueAt())));
        return new EventMetadata(
                passed.tenant(), ACTOR, command, null, command.toString(), null, null, now);
    }
}
