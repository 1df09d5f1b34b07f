// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.visibility;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Intake;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How a service follows the agreements: the work of its consumer of consent-service's topic. */
@ApplicationScoped
public class AgreementIntake {

    /** What the keys of these streams hold, behind their tenant. */
    private static final String STREAMS = "/agreement-";

    private final Intake intake;
    private final AgreementStore agreements;

    AgreementIntake(Intake intake, AgreementStore agreements) {
        this.intake = intake;
        this.agreements = agreements;
    }

    /** Makes the consumer known, so that its parked messages can be replayed. */
    public void register(String consumer) {
        intake.register(consumer, agreements::note);
    }

    /** Takes one message; those of other streams, nearly all of the topic, are not looked into. */
    public Uni<Void> take(String consumer, ConsumerRecord<String, byte[]> message) {
        return message.key() != null && !message.key().contains(STREAMS)
                ? Uni.createFrom().voidItem()
                : intake.take(consumer, message, agreements::note);
    }
}
