// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.agreement;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.AgreementIntake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What controllers and processors agreed on, as consent-service tells. */
@ApplicationScoped
public class AgreementConsumer {

    static final String NAME = "recording-agreements";

    private final AgreementIntake intake;

    AgreementConsumer(AgreementIntake intake) {
        this.intake = intake;
    }

    void start(@Observes StartupEvent event) {
        intake.register(NAME);
    }

    /** Acknowledged once the message is noted or parked. */
    @Incoming("agreements")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return intake.take(NAME, message);
    }
}
