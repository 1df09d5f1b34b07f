// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.retention.rights.DsrReader.ReceivedRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * What people ask for through a link, as consent-service receives it, comes to the desk; and what
 * consent-service put right under a request.
 */
@ApplicationScoped
public class DsrConsumer {

    static final String NAME = "retention-requests";

    /** What the keys of the streams of requests hold, behind their tenant. */
    private static final String REQUESTS = "/dsr-";

    /**
     * Objections to recordings and rectifications are in the streams of contacts, among much else.
     */
    private static final String CONTACTS = "/contact-";

    private static final List<byte[]> OF_CONTACTS =
            List.of(
                    "io.temoin.consent.RecordingObjectionRecorded.v1"
                            .getBytes(StandardCharsets.UTF_8),
                    "io.temoin.consent.ConsentRectified.v1".getBytes(StandardCharsets.UTF_8));

    private final EventInbox inbox;
    private final RequestIntake intake;
    private final RectificationNoting rectifications;
    private final Clock clock;

    DsrConsumer(
            EventInbox inbox,
            RequestIntake intake,
            RectificationNoting rectifications,
            Clock clock) {
        this.inbox = inbox;
        this.intake = intake;
        this.rectifications = rectifications;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        inbox.register(NAME, this::open);
    }

    /**
     * Acknowledged once the message is handled or parked; those of other streams, nearly all of the
     * topic, are not looked into.
     */
    @Incoming("requests")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return concerns(message)
                ? inbox.take(NAME, message, this::open)
                : Uni.createFrom().voidItem();
    }

    private static boolean concerns(ConsumerRecord<String, byte[]> message) {
        String key = message.key();
        if (key == null || key.contains(REQUESTS)) {
            return true;
        }
        var type = message.headers().lastHeader("ce_type");
        return key.contains(CONTACTS)
                && (type == null
                        || OF_CONTACTS.stream().anyMatch(one -> Arrays.equals(type.value(), one)));
    }

    /** The request keeps its id, so that the person finds it again. */
    private Uni<Void> open(ReceivedEvent event) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (RectificationNoting.isOfConsent(event)) {
            return rectifications.note(event, event.command(NAME, now));
        }
        ReceivedRequest received = DsrReader.requestOf(event);
        if (received == null) {
            return Uni.createFrom().voidItem();
        }
        return intake.open(received.request(), received.asked(), event.command(NAME, now))
                .replaceWithVoid();
    }
}
