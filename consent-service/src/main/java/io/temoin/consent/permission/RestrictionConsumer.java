// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.permission.domain.ContactPermissionCommand;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ReleaseContact;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RestrictContact;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.shredding.SubjectId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the rights desk whom nobody may call any more for a controller, and whom again. It
 * goes to the contact's own stream, so no decision can miss it.
 */
@ApplicationScoped
public class RestrictionConsumer {

    private static final String NAME = "consent-restrictions";

    /** As the desk names this service. */
    private static final String HERE = "CONSENT";

    /** What the keys of the streams of requests hold, behind their tenant. */
    private static final String REQUESTS = "/request-";

    /** What a request asks for under which a consent may be put right. */
    private static final String RECTIFICATION = "RECTIFICATION";

    /**
     * What restricts a contact, or releases it, and whose it is.
     *
     * @param rectification whether it restricts what the person asks to have put right
     */
    record Told(
            UUID request,
            PartyId controller,
            SubjectId subject,
            boolean rectification,
            ContactPermissionCommand command) {}

    private final EventInbox inbox;
    private final ContactPermissionStream contacts;
    private final RectificationRequestStore rectifications;
    private final Clock clock;

    RestrictionConsumer(
            EventInbox inbox,
            ContactPermissionStream contacts,
            RectificationRequestStore rectifications,
            Clock clock) {
        this.inbox = inbox;
        this.contacts = contacts;
        this.rectifications = rectifications;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        inbox.register(NAME, this::note);
    }

    /**
     * Acknowledged once it is recorded or parked; those of other streams, nearly all of the topic,
     * are not looked into.
     */
    @Incoming("restrictions")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return message.key() != null && !message.key().contains(REQUESTS)
                ? Uni.createFrom().voidItem()
                : inbox.take(NAME, message, this::note);
    }

    private Uni<Void> note(ReceivedEvent event) {
        return switch (event.type()) {
            case "IdentityProofRequested" -> awaitProof(event, true);
            case "IdentityProofReceived" -> awaitProof(event, false);
            case "ContestedNamed" -> contest(event);
            default -> noteRestriction(event);
        };
    }

    private Uni<Void> noteRestriction(ReceivedEvent event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Told told = told(event, now);
        if (told == null) {
            return Uni.createFrom().voidItem();
        }
        return contacts.handle(
                        told.controller(), told.subject(), told.command(), event.command(NAME, now))
                .chain(() -> noteRequest(event, told));
    }

    /** A request under which something may be put right, for as long as it restricts. */
    private Uni<Void> noteRequest(ReceivedEvent event, Told told) {
        if (told.command() instanceof ReleaseContact) {
            return rectifications.remove(event.tenant(), told.request());
        }
        return told.rectification()
                ? rectifications.add(event.tenant(), told.request()).chain(() -> contest(event))
                : Uni.createFrom().voidItem();
    }

    /** What exactly is said to be wrong, as far as the event tells. */
    private Uni<Void> contest(ReceivedEvent event) {
        JsonFields data = event.fields();
        try {
            if (!data.has("contested")) {
                return Uni.createFrom().voidItem();
            }
            JsonFields contested = data.object("contested");
            return rectifications.contest(
                    event.tenant(),
                    data.uuid("request"),
                    contested.text("kind"),
                    contested.optional("consent", UUID::fromString));
        } catch (JsonFields.Unreadable missing) {
            throw malformed(event, missing);
        }
    }

    private Uni<Void> awaitProof(ReceivedEvent event, boolean awaited) {
        try {
            return rectifications.awaitProof(
                    event.tenant(), event.fields().uuid("request"), awaited);
        } catch (JsonFields.Unreadable missing) {
            throw malformed(event, missing);
        }
    }

    /** What the desk says; {@code null} for what does not concern calls. */
    static @Nullable Told told(ReceivedEvent event, Instant now) {
        boolean restricted = event.type().equals("ProcessingRestricted");
        if (!restricted && !event.type().equals("ProcessingRestrictionLifted")) {
            return null;
        }
        JsonFields data = event.fields();
        try {
            if (!data.texts("services").contains(HERE)) {
                return null;
            }
            UUID request = data.uuid("request");
            PartyId controller = data.read("controller", PartyId::new);
            SubjectId subject = data.read("subject", SubjectId::new);
            return new Told(
                    request,
                    controller,
                    subject,
                    restricted && data.text("type").equals(RECTIFICATION),
                    restricted
                            ? new RestrictContact(
                                    request, controller, subject, data.instant("restrictedAt"), now)
                            : new ReleaseContact(
                                    request, controller, subject, data.instant("liftedAt"), now));
        } catch (JsonFields.Unreadable missing) {
            throw malformed(event, missing);
        }
    }

    private static Rejected malformed(ReceivedEvent event, JsonFields.Unreadable missing) {
        return new Rejected(
                ConsentProblem.RESTRICTION_MALFORMED,
                "A " + event.type() + " event has no readable " + missing.field() + ".");
    }
}
