// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.consent.agreement.ControllerQueries.Controller;
import io.temoin.consent.agreement.domain.ControllerCountry;
import io.temoin.consent.agreement.domain.ControllerCountryDecider;
import io.temoin.consent.agreement.domain.ControllerCountryDecider.Restate;
import io.temoin.consent.agreement.domain.ControllerCountryRestated;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Says once more where each controller is established, and each that was one, of those that said it
 * long before this process began: topics forget after 30 days, and a service that reads it since a
 * later version would apply another law until the entry is amended. What is younger is on the
 * topic, where it was said. Safe on several replicas, at any time: each thing is said once more
 * once.
 */
@Singleton
class ControllerCountryJob {

    /** Less than topics keep. */
    static final Duration LONG_AGO = Duration.ofDays(20);

    private static final Logger LOG = Logger.getLogger(ControllerCountryJob.class);
    private static final String CATEGORY = "country";
    private static final Actor ACTOR = Actor.service("consent-service");
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int PAGE = 100;

    private final ControllerQueries controllers;
    private final PartyStream parties;
    private final CommandHandler<Restate, Set<Instant>, ControllerCountryRestated> countries;
    private final Clock clock;
    private final PollingScheduler polling;
    private final AtomicBoolean done = new AtomicBoolean();

    ControllerCountryJob(
            ControllerQueries controllers,
            PartyStream parties,
            EventStore store,
            ShreddableKeys keys,
            Clock clock,
            PollingScheduler polling) {
        this.controllers = controllers;
        this.parties = parties;
        this.countries = new CommandHandler<>(store, codec(keys), new ControllerCountryDecider());
        this.clock = clock;
        this.polling = polling;
    }

    /** How it is recorded and published. */
    static EventCodec<ControllerCountryRestated> codec(ShreddableKeys keys) {
        return new EventCodec<>(ControllerCountryRestated.class, keys);
    }

    void start(@Observes StartupEvent event) {
        Instant began = clock.instant().truncatedTo(ChronoUnit.MICROS);
        polling.every(
                FIRST,
                PERIOD,
                "where controllers are established could not be said",
                () -> runOnce(began));
    }

    /** Until it got through without a failure. */
    private void runOnce(Instant began) {
        if (!done.get()) {
            done.set(run(began));
        }
    }

    /**
     * Goes through all parties: what was recorded of one that is no controller any more stays under
     * the law of its country.
     *
     * @param now what was said long before that is said once more
     * @return whether all of it was said
     */
    boolean run(Instant now) {
        boolean all = true;
        List<Controller> page = controllers.page(null, PAGE).await().atMost(LIMIT);
        while (!page.isEmpty()) {
            for (Controller one : page) {
                all &= tryToRestate(one, now);
            }
            page = controllers.page(page.getLast(), PAGE).await().atMost(LIMIT);
        }
        return all;
    }

    /** The others must not wait for one; the next pass tries it again. */
    private boolean tryToRestate(Controller controller, Instant now) {
        try {
            restate(controller, now).await().atMost(LIMIT);
            return true;
        } catch (RuntimeException failure) {
            LOG.warnf(
                    failure,
                    "where controller %s of tenant %s is established could not be said",
                    controller.party(),
                    controller.tenant());
            return false;
        }
    }

    private Uni<Void> restate(Controller controller, Instant now) {
        return parties.history(controller.tenant(), controller.party())
                .map(ControllerCountry::of)
                .flatMap(
                        said ->
                                Multi.createFrom()
                                        .iterable(said)
                                        .filter(one -> !one.saidAt().isAfter(now.minus(LONG_AGO)))
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                one -> restate(controller, one, now))
                                        .collect()
                                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> restate(Controller controller, ControllerCountry said, Instant now) {
        UUID command =
                Commands.idOf(
                        Sha256.of(
                                "controller-country\n%s\n%s\n%s"
                                        .formatted(
                                                controller.tenant().value(),
                                                controller.party().value(),
                                                said.saidAt())));
        EventMetadata metadata =
                new EventMetadata(
                        controller.tenant(),
                        ACTOR,
                        command,
                        null,
                        command.toString(),
                        null,
                        null,
                        now);
        return countries
                .handle(
                        new StreamId(CATEGORY, controller.party().value()),
                        new Restate(controller.party(), said, now),
                        metadata)
                .replaceWithVoid();
    }
}
