// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.erasure.ErasureStore.OpenErasure;
import io.temoin.retention.erasure.domain.Erasure.Complete;
import io.temoin.retention.erasure.domain.Erasure.Undecided;
import io.temoin.retention.erasure.domain.Erasure.WithOwners;
import io.temoin.retention.erasure.domain.Erasure.WithTrail;
import io.temoin.retention.erasure.domain.ErasureCommand.NoteOwnersDone;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureBegun;
import io.temoin.retention.erasure.domain.ErasureSummary;
import io.temoin.retention.rights.RequestStream;
import io.temoin.retention.rights.accesspackage.ErasedPersonPackages;
import io.temoin.retention.rights.domain.ErasureGround;
import io.temoin.retention.rights.domain.ErasureRules;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent.ErasureDecided;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.schedule.domain.ErasableItem;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes erasures on: begins what was decided, orders what nothing outranks, notes the erasure on
 * the rest, and when every owner has confirmed, takes back packages and asks the trail to forget.
 * Safe to run on several replicas at the same time and to be killed at any point: each pass looks
 * at the items themselves, and every command is the same whenever it is repeated.
 */
@ApplicationScoped
class ErasureJob {

    private static final Logger LOG = Logger.getLogger(ErasureJob.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Actor ACTOR = Actor.service("retention-service");
    private static final int MOST = 100;

    private final ErasureStore store;
    private final RequestStream requests;
    private final ErasureStream erasures;
    private final ErasureStart start;
    private final ErasureItems items;
    private final ErasedPersonPackages packages;
    private final Clock clock;
    private final PollingScheduler polling;

    ErasureJob(
            ErasureStore store,
            RequestStream requests,
            ErasureStream erasures,
            ErasureStart start,
            ErasureItems items,
            ErasedPersonPackages packages,
            Clock clock,
            PollingScheduler polling) {
        this.store = store;
        this.requests = requests;
        this.erasures = erasures;
        this.start = start;
        this.items = items;
        this.packages = packages;
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(PERIOD, "erasures could not be taken on", this::run);
    }

    /** Takes each open erasure a step further. */
    void run() {
        List<OpenErasure> page = store.open(null, MOST).await().atMost(LIMIT);
        while (!page.isEmpty()) {
            page.forEach(this::tryToTakeOn);
            page = store.open(page.getLast(), MOST).await().atMost(LIMIT);
        }
    }

    private void tryToTakeOn(OpenErasure open) {
        try {
            takeOn(open).await().atMost(LIMIT);
        } catch (RuntimeException failure) {
            // The others must not wait for it; the next pass tries it again.
            LOG.warnf(failure, "erasure %s could not be taken on", open.request());
        }
    }

    private Uni<Void> takeOn(OpenErasure open) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return erasures.load(open.tenant(), open.request())
                .flatMap(
                        state ->
                                switch (state) {
                                    case Undecided _ -> begin(open, now);
                                    case WithOwners(var begun) -> takeOn(open.tenant(), begun, now);
                                    case WithTrail _, Complete _ -> Uni.createFrom().voidItem();
                                });
    }

    /** The process that was to begin it died. */
    private Uni<Void> begin(OpenErasure open, Instant now) {
        return requests.load(open.tenant(), open.request())
                .flatMap(
                        request -> {
                            ErasureDecided decision = ErasureRules.decisionOf(request);
                            return decision == null
                                    ? Uni.createFrom().voidItem()
                                    : begin(
                                            open.tenant(),
                                            RequestDecider.openedOf(request),
                                            decision.ground(),
                                            now);
                        });
    }

    private Uni<Void> begin(
            TenantId tenant, RequestOpened opened, ErasureGround ground, Instant now) {
        return items.verdicts(tenant, opened.controller(), opened.subject(), now)
                .map(ErasureSummary::of)
                .flatMap(
                        summary ->
                                start.begin(
                                        opened,
                                        ground,
                                        summary,
                                        metadata(tenant, opened.request(), now)))
                .replaceWithVoid();
    }

    private Uni<Void> takeOn(TenantId tenant, ErasureBegun begun, Instant now) {
        EventMetadata metadata = metadata(tenant, begun.request(), now);
        return look(tenant, begun, now)
                .flatMap(
                        found ->
                                items.carryOut(begun.request(), begun.controller(), found, metadata)
                                        .chain(
                                                () ->
                                                        isDone(found)
                                                                ? conclude(begun, metadata)
                                                                : Uni.createFrom().voidItem()));
    }

    /** Looks again: what kept an item at the first look may have gone, so that it is ordered. */
    private Uni<Void> conclude(ErasureBegun begun, EventMetadata metadata) {
        return look(metadata.tenant(), begun, metadata.at())
                .flatMap(
                        found ->
                                isDone(found)
                                        ? conclude(begun, ErasureSummary.of(found), metadata)
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> conclude(ErasureBegun begun, ErasureSummary summary, EventMetadata metadata) {
        return packages.takeBack(begun.request(), begun.controller(), begun.subject(), metadata)
                .chain(() -> ownersDone(begun.request(), summary, metadata));
    }

    private Uni<List<ErasableItem>> look(TenantId tenant, ErasureBegun begun, Instant now) {
        return items.verdicts(tenant, begun.controller(), begun.subject(), now);
    }

    private static boolean isDone(List<ErasableItem> found) {
        return ErasureSummary.of(found).isDone();
    }

    private Uni<Void> ownersDone(UUID request, ErasureSummary summary, EventMetadata metadata) {
        return erasures.handle(
                        request,
                        new NoteOwnersDone(summary.gone(), summary.kept(), metadata.at()),
                        metadata)
                .replaceWithVoid();
    }

    /** The command is the same for the same erasure, whichever replica comes first. */
    private static EventMetadata metadata(TenantId tenant, UUID request, Instant now) {
        UUID command =
                Commands.idOf(Sha256.of("owners-done\n%s\n%s".formatted(tenant.value(), request)));
        return new EventMetadata(tenant, ACTOR, command, null, request.toString(), null, null, now);
    }
}
