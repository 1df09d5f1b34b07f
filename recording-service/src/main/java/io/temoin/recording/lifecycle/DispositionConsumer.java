// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Has carried out what retention-service orders; what it says besides is left alone. */
@ApplicationScoped
public class DispositionConsumer {

    private static final String NAME = "recording";

    private final EventInbox inbox;
    private final List<RetentionOrders> kinds;
    private final Clock clock;

    DispositionConsumer(EventInbox inbox, @All List<RetentionOrders> kinds, Clock clock) {
        this.inbox = inbox;
        this.kinds = kinds;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        inbox.register(NAME, this::carryOut);
    }

    /** Acknowledged once the order is carried out or parked. */
    @Incoming("dispositions")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return inbox.take(NAME, message, this::carryOut);
    }

    private Uni<Void> carryOut(ReceivedEvent event) {
        return kinds.stream()
                .filter(kind -> kind.takes(event.type()))
                .findFirst()
                .map(kind -> kind.carryOut(event, event.command(NAME, clock.instant())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
