// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.visibility;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.events.EventInbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * What controllers and processors agreed on, as consent-service tells; for every service that
 * configures the channel, which consent-service itself does not.
 */
@ApplicationScoped
@IfBuildProperty(
        name = "mp.messaging.incoming.agreements.connector",
        stringValue = "smallrye-kafka")
public class AgreementConsumer {

    /** What the keys of these streams hold, behind their tenant. */
    private static final String STREAMS = "/agreement-";

    private final String name;
    private final EventInbox inbox;
    private final AgreementStore agreements;

    AgreementConsumer(ChassisConfig config, EventInbox inbox, AgreementStore agreements) {
        this.name = config.service() + "-agreements";
        this.inbox = inbox;
        this.agreements = agreements;
    }

    /** From then on its parked messages can be replayed. */
    void start(@Observes StartupEvent event) {
        inbox.register(name, agreements::note);
    }

    /**
     * Acknowledged once the message is noted or parked; those of other streams, nearly all of the
     * topic, are not looked into.
     */
    @Incoming("agreements")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return message.key() != null && !message.key().contains(STREAMS)
                ? Uni.createFrom().voidItem()
                : inbox.take(name, message, agreements::note);
    }
}
