// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.business.BusinessIntake.Reporter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Business events from the topic of the controller's own systems, if there is one. */
@ApplicationScoped
public class BusinessTopicConsumer {

    static final String NAME = "retention-business";

    private final EventInbox inbox;
    private final CustomerMessages messages;
    private final BusinessIntake intake;
    private final Clock clock;

    BusinessTopicConsumer(
            EventInbox inbox, CustomerMessages messages, BusinessIntake intake, Clock clock) {
        this.inbox = inbox;
        this.messages = messages;
        this.intake = intake;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        inbox.register(NAME, this::report);
    }

    /** Acknowledged, and hence never delivered again, once the message is handled or parked. */
    @Incoming("business-events")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return inbox.take(NAME, messages.translated(message), this::report);
    }

    /** In the name of the controller whose topic it is; what is another's does not exist for it. */
    private Uni<Void> report(ReceivedEvent event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String controller = event.actor().organisation();
        return intake.take(
                        messages.reportOf(event, now),
                        new Reporter(
                                controller, ownership -> ownership.controller().equals(controller)),
                        metadata(event, now))
                .replaceWithVoid();
    }

    /** Its id follows from source and id of the message, so handling it twice appends once. */
    private static EventMetadata metadata(ReceivedEvent event, Instant now) {
        EventMetadata command = event.command(NAME, now);
        return new EventMetadata(
                command.tenant(),
                event.actor(),
                command.commandId(),
                null,
                command.correlation(),
                null,
                command.traceparent(),
                now);
    }
}
