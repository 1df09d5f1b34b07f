// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.CloudEvents;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What recording-service says of recordings, and of who listened, for the person. */
@ApplicationScoped
public class RecordingHoldingsConsumer {

    static final String NAME = "consent-own-recordings";

    private final EventInbox inbox;
    private final HoldingsStore holdings;

    RecordingHoldingsConsumer(EventInbox inbox, HoldingsStore holdings) {
        this.inbox = inbox;
        this.holdings = holdings;
    }

    void start(@Observes StartupEvent event) {
        inbox.register(NAME, this::note);
    }

    /** Acknowledged once the message is handled or parked; other events are not looked into. */
    @Incoming("own-recordings")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return CloudEvents.mayBe(HoldingsReader.TYPES::contains, message)
                ? inbox.take(NAME, message, this::note)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> note(ReceivedEvent event) {
        HoldingsChange change = HoldingsReader.changeOf(event);
        return change == null
                ? Uni.createFrom().voidItem()
                : holdings.apply(event.tenant(), change);
    }
}
