// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.CloudEvents;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.lifecycle.RestrictionStore.Restriction;
import io.temoin.recording.lifecycle.SubjectActStore.RecordedAct;
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
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Hears from consent-service who withdraws, who objects to being recorded and who is under age, and
 * ends what that ends of their recordings; what was objected to is restricted until the rights desk
 * decides. Taken twice, an event is noted once and ends it once. An objection to marketing ends no
 * recording: it serves other purposes.
 */
@ApplicationScoped
public class SubjectActConsumer {

    /** What a person may say that ends something here. */
    private static final Map<String, Said> SAID =
            Map.of(
                    "MinorFlagged", new Said(QuarantineReason.MINOR, "flag"),
                    "ConsentWithdrawn", new Said(QuarantineReason.CONSENT_WITHDRAWN, "withdrawal"),
                    "RecordingObjectionRecorded", new Said(QuarantineReason.OBJECTED, "objection"));

    /**
     * @param id the field that has the id of the act
     */
    private record Said(QuarantineReason kind, String id) {}

    private final EventInbox inbox;
    private final SubjectActStore acts;
    private final CallActs latest;
    private final SubjectActs consequences;
    private final Restrictions restrictions;
    private final Clock clock;

    SubjectActConsumer(
            EventInbox inbox,
            SubjectActStore acts,
            CallActs latest,
            SubjectActs consequences,
            Restrictions restrictions,
            Clock clock) {
        this.inbox = inbox;
        this.acts = acts;
        this.latest = latest;
        this.consequences = consequences;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        inbox.register(SubjectActs.NAME, this::note);
    }

    /**
     * Acknowledged once the act is noted and what is known of its person has been looked at; other
     * events, nearly all of the topic, are not looked into.
     */
    @Incoming("subject-acts")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return CloudEvents.mayBe(SAID::containsKey, message)
                ? inbox.take(SubjectActs.NAME, message, this::note)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> note(ReceivedEvent event) {
        RecordedAct recordedAct = recordedAct(event);
        if (recordedAct == null) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // The list may not have the latest recordings yet, and has all others.
        return restrict(recordedAct, now)
                .chain(() -> acts.keep(recordedAct))
                .chain(() -> latest.honour(recordedAct, now))
                .chain(() -> consequences.look(recordedAct, now));
    }

    /**
     * At once and without the rights desk, which hears of the objection as well and decides; the
     * restriction bears the id of its request.
     */
    private Uni<Void> restrict(RecordedAct recordedAct, Instant now) {
        SubjectAct act = recordedAct.act();
        return act.objection() == null
                ? Uni.createFrom().voidItem()
                : restrictions.restrict(
                        new Restriction(
                                recordedAct.tenant(),
                                act.id(),
                                recordedAct.controller(),
                                recordedAct.subject(),
                                null,
                                act.decision(),
                                null,
                                act.statedAt(),
                                recordedAct.cause(),
                                recordedAct.correlation()),
                        now);
    }

    /** Reads its payload, version 1; {@code null} for an event that ends nothing here. */
    static @Nullable RecordedAct recordedAct(ReceivedEvent event) {
        Said said = SAID.get(event.type());
        return said == null ? null : recordedAct(event, said.kind(), said.id());
    }

    private static RecordedAct recordedAct(ReceivedEvent event, QuarantineReason kind, String id) {
        JsonFields data = event.fields();
        try {
            return new RecordedAct(
                    event.tenant(),
                    data.read("controller", PartyId::new),
                    data.read("subject", SubjectId::new),
                    new SubjectAct(
                            data.uuid(id),
                            kind,
                            data.optional("decision", UUID::fromString),
                            data.instant("statedAt"),
                            kind == QuarantineReason.OBJECTED ? ObjectionReach.PENDING : null),
                    event.id(),
                    event.correlation());
        } catch (JsonFields.Unreadable _) {
            throw new Rejected(
                    RecordingProblem.SUBJECT_ACT_MALFORMED,
                    "A "
                            + event.type()
                            + " event must have "
                            + id
                            + ", controller, subject and statedAt.");
        }
    }
}
