// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventBatches;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Has carried out what retention-service orders; what it says besides is left alone. */
@ApplicationScoped
public class DispositionConsumer {

    private static final String NAME = "recording";

    private final EventInbox inbox;
    private final EventBatches batches;
    private final List<RetentionOrders> kinds;
    private final Clock clock;

    DispositionConsumer(
            EventInbox inbox, EventBatches batches, @All List<RetentionOrders> kinds, Clock clock) {
        this.inbox = inbox;
        this.batches = batches;
        this.kinds = kinds;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        inbox.register(NAME, this::carryOut);
    }

    /** Acknowledged once each order of the batch is carried out or parked. */
    @Incoming("dispositions")
    public Uni<Void> take(ConsumerRecords<String, byte[]> batch) {
        return batches.take(NAME, type -> kind(type).isPresent(), batch, this::carryOut);
    }

    private Optional<RetentionOrders> kind(String type) {
        return kinds.stream().filter(kind -> kind.takes(type)).findFirst();
    }

    private Uni<Void> carryOut(ReceivedEvent event) {
        return kind(event.type())
                .map(kind -> kind.carryOut(event, event.command(NAME, clock.instant())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
