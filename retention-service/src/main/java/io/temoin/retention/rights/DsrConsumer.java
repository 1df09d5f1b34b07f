// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What people ask for through a link, as consent-service receives it, comes to the desk. */
@ApplicationScoped
public class DsrConsumer {

    static final String NAME = "retention-requests";

    /** What the keys of these streams hold, behind their tenant. */
    private static final String STREAMS = "/dsr-";

    private final EventInbox inbox;
    private final RequestIntake intake;
    private final Clock clock;

    DsrConsumer(EventInbox inbox, RequestIntake intake, Clock clock) {
        this.inbox = inbox;
        this.intake = intake;
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
        return message.key() != null && !message.key().contains(STREAMS)
                ? Uni.createFrom().voidItem()
                : inbox.take(NAME, message, this::open);
    }

    /** The request keeps its id, so that the person finds it again. */
    private Uni<Void> open(ReceivedEvent event) {
        var received = DsrReader.requestOf(event);
        if (received == null) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return intake.open(
                        received.request(),
                        new RequestIntake.AskedFor(
                                received.controller(),
                                received.subject(),
                                received.type(),
                                received.intake(),
                                null),
                        event.command(NAME, now))
                .replaceWithVoid();
    }
}
