// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The events of all four services, batch by batch. Those of audit-service itself say who looked at
 * the trail. That goes round no circle: taking an event adds an entry, and appends no event.
 */
@ApplicationScoped
public class EventsConsumer {

    private final EntryIntake entries;

    EventsConsumer(EntryIntake entries) {
        this.entries = entries;
    }

    /** Acknowledged, and hence never delivered again, once the batch is in the trail or parked. */
    @Incoming("events")
    public Uni<Void> take(ConsumerRecords<String, byte[]> batch) {
        List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>(batch.count());
        batch.forEach(messages::add);
        return entries.take(messages);
    }
}
