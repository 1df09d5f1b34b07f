// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.CloudEvents;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.consent.keeping.LaidDownPolicyStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * What retention-service says of the end of recordings and of requests, for the person; and of
 * policies, for the record of processing.
 */
@ApplicationScoped
public class RetentionHoldingsConsumer {

    static final String NAME = "consent-own-retention";

    private final EventInbox inbox;
    private final HoldingsStore holdings;
    private final LaidDownPolicyStore policies;

    RetentionHoldingsConsumer(
            EventInbox inbox, HoldingsStore holdings, LaidDownPolicyStore policies) {
        this.policies = policies;
        this.inbox = inbox;
        this.holdings = holdings;
    }

    void start(@Observes StartupEvent event) {
        inbox.register(NAME, this::note);
    }

    /** Acknowledged once the message is handled or parked; other events are not looked into. */
    @Incoming("own-retention")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return CloudEvents.mayBe(RetentionHoldingsConsumer::concerns, message)
                ? inbox.take(NAME, message, this::note)
                : Uni.createFrom().voidItem();
    }

    private static boolean concerns(String type) {
        return HoldingsReader.TYPES.contains(type) || LaidDownPolicyStore.TYPES.contains(type);
    }

    private Uni<Void> note(ReceivedEvent event) {
        if (LaidDownPolicyStore.concerns(event)) {
            return policies.note(event);
        }
        HoldingsChange change = HoldingsReader.changeOf(event);
        return change == null
                ? Uni.createFrom().voidItem()
                : holdings.apply(event.tenant(), change);
    }
}
