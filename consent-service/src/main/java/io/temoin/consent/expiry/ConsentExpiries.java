// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.expiry;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.consent.expiry.ExpiredConsentQueries.Cursor;
import io.temoin.consent.expiry.ExpiredConsentQueries.Due;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ExpireConsent;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Records the end of every consent that has come to it, once. Several replicas share the work: each
 * claims rows the others skip. One may die at any point: the command for a consent has always the
 * same id, and the stream knows whether its end was recorded.
 */
@ApplicationScoped
class ConsentExpiries {

    private static final Logger LOG = Logger.getLogger(ConsentExpiries.class);
    private static final Actor ACTOR = Actor.service("consent-service");
    private static final int BATCH = 32;
    private static final String METER = "temoin.consent.expiries";

    private record Result(UUID consent, boolean off) {}

    private final ExpiredConsentQueries queries;
    private final ContactPermissionStream permissions;
    private final MeterRegistry metrics;
    private final Clock clock;

    ConsentExpiries(
            ExpiredConsentQueries queries,
            ContactPermissionStream permissions,
            MeterRegistry metrics,
            Clock clock) {
        this.queries = queries;
        this.permissions = permissions;
        this.metrics = metrics;
        this.clock = clock;
        // There from the start, with 0: an alert on what is missing never fires.
        metrics.counter(METER, "outcome", "failed");
    }

    /** Goes through the list once. Answers with how many ends were recorded. */
    Uni<Integer> run() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AtomicInteger recorded = new AtomicInteger();
        return from(Cursor.START, now, recorded).map(_ -> recorded.get());
    }

    private Uni<Void> from(Cursor place, Instant now, AtomicInteger recorded) {
        return queries.claim(now, place, BATCH, due -> endAll(due, now, recorded))
                .flatMap(
                        claimed ->
                                claimed.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : from(claimed.getLast().cursor(), now, recorded));
    }

    /** All at once, so that their appends share statements. */
    private Uni<List<UUID>> endAll(List<Due> due, Instant now, AtomicInteger recorded) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(one -> end(one, now, recorded))
                .merge(BATCH)
                .filter(Result::off)
                .map(Result::consent)
                .collect()
                .asList();
    }

    private Uni<Result> end(Due due, Instant now, AtomicInteger recorded) {
        EventMetadata metadata =
                new EventMetadata(
                        due.tenant(),
                        ACTOR,
                        commandOf(due.consent()),
                        null,
                        due.correlation(),
                        due.cause(),
                        null,
                        now);
        return permissions
                .handle(
                        due.controller(),
                        due.subject(),
                        new ExpireConsent(due.consent(), due.controller(), due.subject(), now),
                        metadata)
                .invoke(
                        decision -> {
                            boolean fresh = !decision.newEvents().isEmpty() && !decision.repeated();
                            recorded.addAndGet(fresh ? 1 : 0);
                            metrics.counter(METER, "outcome", fresh ? "recorded" : "nothing")
                                    .increment();
                        })
                .map(_ -> new Result(due.consent(), true))
                .onFailure()
                .recoverWithItem(failure -> failed(due, failure));
    }

    /** One that fails must not keep the others; it stays on the list for the next run. */
    private Result failed(Due due, Throwable failure) {
        LOG.errorf(
                failure,
                "the expiry of consent %s could not be recorded; the next run retries it",
                due.consent());
        metrics.counter(METER, "outcome", "failed").increment();
        return new Result(due.consent(), false);
    }

    /** Ends are recorded once: whoever tries again uses the same id. */
    private static UUID commandOf(UUID consent) {
        return Commands.idOf(Sha256.of("expiry\n" + consent));
    }
}
