// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.inspection.InspectionStream;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailFollowed;
import io.temoin.audit.trail.TailQueries.TailEntries;
import io.temoin.chassis.limits.InFlight;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.ThrowableProblem;
import io.temoin.chassis.requests.TooManyRequests;
import io.temoin.shredding.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets people follow the trail as it grows. Each looks for itself, as fast as it takes what it is
 * given and no faster; a look that finds nothing new costs one small query. Safe for several
 * threads.
 */
@ApplicationScoped
class LiveTails {

    private static final int BATCH_SIZE = 200;

    /** One of the tails may have ended by then; nobody knows which. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /** The service is about to stop, and another one is there or will be. */
    static final class Stopping extends ThrowableProblem {

        private static final long serialVersionUID = 1L;

        Stopping() {
            super(
                    "service-stopping",
                    503,
                    "The service is shutting down; reconnect with the last id you received.");
        }
    }

    /** What a follower is told. */
    sealed interface TailEvent {

        /** How far the follower is; going on from there misses nothing and repeats nothing. */
        LogOffsets logOffsets();

        /** An entry arrived. */
        record NewEntry(Entry entry, LogOffsets logOffsets) implements TailEvent {}

        /** Nothing arrived that the follower asked for, and somebody is still looking. */
        record Heartbeat(LogOffsets logOffsets) implements TailEvent {}
    }

    private final TailQueries tail;
    private final InspectionStream inspections;
    private final AuditConfig.Tail config;

    /** How many tails each user and each tenant has. */
    private final InFlight followers = new InFlight();

    /** Set once: there is no way back from stopping. */
    private volatile boolean stopping;

    LiveTails(TailQueries tail, InspectionStream inspections, AuditConfig config) {
        this.tail = tail;
        this.inspections = inspections;
        this.config = config.tail();
    }

    /**
     * What arrives from now on, or from where somebody was, until the service stops or the
     * subscription is cancelled. That it is asked is on record when the {@code Uni} has its item,
     * which must be subscribed to. Needs a Vert.x context of its own, such as a request's.
     *
     * @param from where to go on; from now on when absent
     * @throws TooManyRequests in the {@code Uni}, when the caller or the tenant has no slot left
     * @throws Stopping in the {@code Uni}
     */
    Uni<Multi<TailEvent>> follow(Caller caller, TrailQuestion question, @Nullable LogOffsets from) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Slot slot = enter(caller);
                            return opened(caller, question, from)
                                    .map(
                                            logOffsets ->
                                                    events(
                                                            new Follower(
                                                                    caller, question, logOffsets)))
                                    .onFailure()
                                    .invoke(slot::leave)
                                    // Who hangs up before that is on record gets no events to end.
                                    .onCancellation()
                                    .invoke(slot::leave)
                                    .map(events -> events.onTermination().invoke(slot::leave));
                        });
    }

    /** How long a connection lasts whose token is good for {@code expires}. */
    Duration lasts(Duration expires) {
        return config.maxDuration().compareTo(expires) < 0 ? config.maxDuration() : expires;
    }

    private Uni<LogOffsets> opened(
            Caller caller, TrailQuestion question, @Nullable LogOffsets from) {
        Uni<LogOffsets> start =
                from == null ? tail.now(caller.tenant()) : Uni.createFrom().item(from);
        return start.call(
                () ->
                        inspections.record(
                                caller, new TrailFollowed(question.onRecord(), from != null)));
    }

    /** The next look is asked for when what the last one found was taken. */
    private Multi<TailEvent> events(Follower follower) {
        return Multi.createBy()
                .repeating()
                .uni(() -> follower, Follower::next)
                .until(_ -> stopping)
                .onItem()
                .transformToIterable(events -> events);
    }

    /**
     * Before it stops, the service waits for requests, and these would not end by themselves. It
     * answers for a moment more, in which those who were ended come back. Who was let in before
     * this and begins to look after it, sees it after the first look.
     */
    void dismiss(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    private Slot enter(Caller caller) {
        if (stopping) {
            throw new Stopping();
        }
        User user = new User(caller.tenant(), caller.actor());
        if (!begin(user, config.perUser())) {
            throw new TooManyRequests(
                    "live-tails-of-user-taken",
                    "You already have "
                            + config.perUser()
                            + " live tail connections, the maximum per user; close one of them.",
                    RETRY_AFTER);
        }
        if (!begin(user.tenant(), config.perTenant())) {
            followers.end(user);
            throw new TooManyRequests(
                    "live-tails-of-tenant-taken",
                    "The maximum number of live tail connections has been reached; try again when"
                            + " one has been closed.",
                    RETRY_AFTER);
        }
        return new Slot(user);
    }

    /**
     * Counted in this process, since it is the one that looks for each tail. Here, a limit of 0
     * lets nobody follow.
     */
    private boolean begin(Object holder, int slots) {
        return slots > 0 && followers.begin(holder, slots);
    }

    private record User(TenantId tenant, String actor) {}

    /** The room of one who follows; left once, by whatever ends it first. */
    private final class Slot {

        private final User user;
        private final AtomicBoolean left = new AtomicBoolean();

        Slot(User user) {
            this.user = user;
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                followers.end(user);
                followers.end(user.tenant());
            }
        }
    }

    /** One who follows. One look at a time; all on the context it began on. */
    private final class Follower {

        private final TenantId tenant;
        private final TrailQuestion question;
        private final TrailVisibility visibility;
        private final Context context =
                Objects.requireNonNull(Vertx.currentContext(), "a request has a context");
        private LogOffsets logOffsets;
        private boolean caughtUp;
        private @Nullable Long told;

        Follower(Caller caller, TrailQuestion question, LogOffsets from) {
            this.tenant = caller.tenant();
            this.question = question;
            this.visibility = TrailVisibility.of(caller);
            this.logOffsets = from;
        }

        Uni<List<TailEvent>> next() {
            return rested().chain(this::look);
        }

        private Uni<Void> rested() {
            return Uni.createFrom()
                    .emitter(
                            emitter -> {
                                if (caughtUp) {
                                    context.owner()
                                            .setTimer(
                                                    config.pollInterval().toMillis(),
                                                    _ ->
                                                            context.runOnContext(
                                                                    _ -> emitter.complete(null)));
                                } else {
                                    context.runOnContext(_ -> emitter.complete(null));
                                }
                            });
        }

        /**
         * Whoever hangs up does not end the look under way: its transaction must come to its end,
         * or its connection would not come back to the pool.
         */
        private Uni<List<TailEvent>> look() {
            Uni<TailEntries> arrived =
                    tail.after(tenant, logOffsets, question, visibility, BATCH_SIZE);
            return Uni.createFrom()
                    .<TailEntries>emitter(
                            emitter -> arrived.subscribe().with(emitter::complete, emitter::fail))
                    .map(this::events);
        }

        private List<TailEvent> events(TailEntries arrived) {
            caughtUp = arrived.logOffsets().equals(logOffsets);
            logOffsets = arrived.logOffsets();
            if (arrived.lines().isEmpty() && !isSilent()) {
                return List.of();
            }
            told = System.nanoTime();
            return arrived.lines().isEmpty()
                    ? List.of(new TailEvent.Heartbeat(logOffsets))
                    : arrived.lines().stream()
                            .<TailEvent>map(
                                    line -> new TailEvent.NewEntry(line.entry(), line.logOffsets()))
                            .toList();
        }

        /** At first, too: the follower learns where it is, and that it is served. */
        private boolean isSilent() {
            return told == null || System.nanoTime() - told >= config.heartbeatInterval().toNanos();
        }
    }
}
