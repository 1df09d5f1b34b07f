// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.lifecycle.RestrictionStore.Restriction;
import io.temoin.recording.lifecycle.SubjectActStore.RecordedAct;
import io.temoin.recording.lifecycle.domain.Contested;
import io.temoin.recording.lifecycle.domain.ObjectionReach;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.temoin.shredding.SubjectId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the rights desk what requests of people restrict, and which objections are upheld. On
 * a channel of its own: what is restricted is so within seconds, however much is to be destroyed.
 */
@ApplicationScoped
public class RestrictionConsumer {

    private static final String NAME = "recording-restrictions";

    /** What the keys of the streams of requests hold, behind their tenant. */
    private static final String REQUESTS = "/request-";

    /** As the desk names this service. */
    private static final String HERE = "RECORDING";

    private final EventInbox inbox;
    private final Restrictions restrictions;
    private final SubjectActStore acts;
    private final RectificationRequestStore rectifications;
    private final Clock clock;

    RestrictionConsumer(
            EventInbox inbox,
            Restrictions restrictions,
            SubjectActStore acts,
            RectificationRequestStore rectifications,
            Clock clock) {
        this.inbox = inbox;
        this.restrictions = restrictions;
        this.acts = acts;
        this.rectifications = rectifications;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        inbox.register(NAME, this::note);
    }

    /**
     * Acknowledged once it is in effect for what is there; messages of other streams, nearly all of
     * the topic, are not looked into.
     */
    @Incoming("restrictions")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return message.key() != null && !message.key().contains(REQUESTS)
                ? Uni.createFrom().voidItem()
                : inbox.take(NAME, message, this::note);
    }

    private Uni<Void> note(ReceivedEvent event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return switch (event.type()) {
            case "ProcessingRestricted" -> {
                Restriction restriction = restriction(event);
                yield restriction == null
                        ? Uni.createFrom().voidItem()
                        : restrictions.restrict(restriction, now).chain(() -> contest(event));
            }
            case "ContestedNamed" -> contest(event);
            case "ProcessingRestrictionLifted" ->
                    concernsUs(event)
                            ? restrictions.lift(event.tenant(), request(event), now)
                            : Uni.createFrom().voidItem();
            case "ObjectionUpheld" -> {
                RecordedAct upheld = upheld(event);
                yield acts.keep(upheld).chain(() -> restrictions.honour(upheld, now));
            }
            case "IdentityProofRequested" ->
                    rectifications.awaitProof(event.tenant(), request(event), true);
            case "IdentityProofReceived" ->
                    rectifications.awaitProof(event.tenant(), request(event), false);
            default -> Uni.createFrom().voidItem();
        };
    }

    /** What exactly is said to be wrong, as far as the event tells. */
    private Uni<Void> contest(ReceivedEvent event) {
        Contested contested = contested(event);
        return contested == null
                ? Uni.createFrom().voidItem()
                : rectifications.contest(event.tenant(), request(event), contested);
    }

    static @Nullable Contested contested(ReceivedEvent event) {
        JsonFields data = event.fields();
        try {
            if (!data.has("contested")) {
                return null;
            }
            JsonFields contested = data.object("contested");
            return new Contested(
                    contested.read("kind", Contested.Kind::valueOf),
                    contested.optional("document", UUID::fromString),
                    contested.has("segment")
                            ? (Integer) Math.toIntExact(contested.number("segment"))
                            : null);
        } catch (JsonFields.Unreadable missing) {
            throw malformed(event, missing);
        }
    }

    /** What is restricted here; {@code null} for what only other services restrict. */
    static @Nullable Restriction restriction(ReceivedEvent event) {
        if (!concernsUs(event)) {
            return null;
        }
        JsonFields data = event.fields();
        try {
            return new Restriction(
                    event.tenant(),
                    data.uuid("request"),
                    data.read("controller", PartyId::new),
                    data.read("subject", SubjectId::new),
                    about(data, "recording"),
                    about(data, "decision"),
                    data.text("type"),
                    null,
                    event.id(),
                    event.correlation());
        } catch (JsonFields.Unreadable missing) {
            throw malformed(event, missing);
        }
    }

    /** The objection as an act of the person, as far as the desk upheld it. */
    static RecordedAct upheld(ReceivedEvent event) {
        JsonFields data = event.fields();
        try {
            Set<UUID> kept =
                    data.texts("kept").stream()
                            .map(UUID::fromString)
                            .collect(Collectors.toUnmodifiableSet());
            return new RecordedAct(
                    event.tenant(),
                    data.read("controller", PartyId::new),
                    data.read("subject", SubjectId::new),
                    new SubjectAct(
                            data.uuid("request"),
                            QuarantineReason.OBJECTED,
                            about(data, "decision"),
                            data.instant("statedAt"),
                            new ObjectionReach(
                                    ObjectionReach.Stage.UPHELD, about(data, "recording"), kept)),
                    event.id(),
                    event.correlation());
        } catch (JsonFields.Unreadable missing) {
            throw malformed(event, missing);
        }
    }

    private static boolean concernsUs(ReceivedEvent event) {
        try {
            return event.fields().texts("services").contains(HERE);
        } catch (JsonFields.Unreadable missing) {
            throw malformed(event, missing);
        }
    }

    private static UUID request(ReceivedEvent event) {
        try {
            return event.fields().uuid("request");
        } catch (JsonFields.Unreadable missing) {
            throw malformed(event, missing);
        }
    }

    private static @Nullable UUID about(JsonFields data, String what) {
        return data.has("about") ? data.object("about").optional(what, UUID::fromString) : null;
    }

    private static Rejected malformed(ReceivedEvent event, JsonFields.Unreadable missing) {
        return new Rejected(
                RecordingProblem.RESTRICTION_MALFORMED,
                "A " + event.type() + " event has no readable " + missing.field() + ".");
    }
}
