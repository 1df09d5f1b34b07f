// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RecordMarketingObjection;
import io.temoin.consent.permission.domain.ContactPermissionCommand.WithdrawConsent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.shredding.SubjectId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Whoever has their data erased does not ask to be called again. An erasure is therefore an
 * objection to marketing as well: it is what is left of the person, and survives. It withdraws
 * whatever the person consented to at the controller, too: a consent in force would not be
 * destroyed before it ends.
 */
@ApplicationScoped
public class ErasureConsumer {

    private static final String NAME = "consent-erasures";

    /** What the keys of the streams of erasures hold, behind their tenant. */
    private static final String STREAMS = "/erasure-";

    private final EventInbox inbox;
    private final ContactPermissionStream contacts;
    private final Clock clock;

    ErasureConsumer(EventInbox inbox, ContactPermissionStream contacts, Clock clock) {
        this.inbox = inbox;
        this.contacts = contacts;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        inbox.register(NAME, this::suspend);
    }

    /** Acknowledged once it is recorded or parked; other streams are not looked into. */
    @Incoming("erasures")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return message.key() != null && !message.key().contains(STREAMS)
                ? Uni.createFrom().voidItem()
                : inbox.take(NAME, message, this::suspend);
    }

    private Uni<Void> suspend(ReceivedEvent event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var objection = objectionOf(event, now);
        if (objection == null) {
            return Uni.createFrom().voidItem();
        }
        var withdrawal = withdrawalOf(event, objection);
        return contacts.handle(
                        objection.controller(),
                        objection.subject(),
                        objection,
                        event.command(NAME, now))
                .chain(
                        () ->
                                contacts.handle(
                                        withdrawal.controller(),
                                        withdrawal.subject(),
                                        withdrawal,
                                        event.command(NAME + "/withdrawal", now)))
                .replaceWithVoid();
    }

    /**
     * What ends the consents: as of the decision, since what the person agreed to after they asked
     * for the erasure is erased with the rest. Clocks of services differ; it is not of the future.
     */
    static WithdrawConsent withdrawalOf(ReceivedEvent event, RecordMarketingObjection objection) {
        try {
            Instant begunAt = event.fields().instant("begunAt");
            Instant now = objection.now();
            return new WithdrawConsent(
                    objection.objection(),
                    objection.by(),
                    objection.controller(),
                    objection.subject(),
                    objection.channel(),
                    begunAt.isAfter(now) ? now : begunAt,
                    true,
                    now);
        } catch (JsonFields.Unreadable missing) {
            throw malformed(event, missing);
        }
    }

    /** The objection in an erasure; {@code null} for another event. */
    static @Nullable RecordMarketingObjection objectionOf(ReceivedEvent event, Instant now) {
        if (!event.type().equals("ErasureBegun")) {
            return null;
        }
        JsonFields begun = event.fields();
        try {
            PartyId controller = begun.read("controller", PartyId::new);
            return new RecordMarketingObjection(
                    begun.uuid("request"),
                    new ActingParty(controller, Set.of()),
                    controller,
                    begun.read("subject", SubjectId::new),
                    channel(begun.text("way")),
                    begun.instant("askedAt"),
                    now);
        } catch (JsonFields.Unreadable missing) {
            throw malformed(event, missing);
        }
    }

    private static Rejected malformed(ReceivedEvent event, JsonFields.Unreadable missing) {
        return new Rejected(
                ConsentProblem.ERASURE_MALFORMED,
                "A " + event.type() + " event has no readable " + missing.field() + ".");
    }

    /** By which way the person said it. */
    private static Channel channel(String way) {
        return switch (way) {
            case "SELF_SERVICE" -> Channel.WEB;
            case "ORAL" -> Channel.VOICE;
            default -> Channel.PAPER;
        };
    }
}
