// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.CloudEvents;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.retention.proof.domain.NoteProof;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What calls rest on, as consent-service decides them: each use of a proof may move its end. */
@ApplicationScoped
public class CallDecisionConsumer {

    static final String NAME = "retention-proofs";

    private final EventInbox inbox;
    private final RetainedProofStream proofs;
    private final Clock clock;

    CallDecisionConsumer(EventInbox inbox, RetainedProofStream proofs, Clock clock) {
        this.inbox = inbox;
        this.proofs = proofs;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        inbox.register(NAME, this::note);
    }

    /** Acknowledged once the message is handled or parked; other events are not looked into. */
    @Incoming("call-decisions")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return CloudEvents.mayBe(CallDecisionReader.TYPE::equals, message)
                ? inbox.take(NAME, message, this::note)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> note(ReceivedEvent event) {
        List<NoteProof> noted = CallDecisionReader.proofsOf(event);
        return noted.isEmpty() ? Uni.createFrom().voidItem() : note(noted, event);
    }

    /** One command for each proof, each with an id that follows from the event. */
    private Uni<Void> note(List<NoteProof> noted, ReceivedEvent event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Multi.createFrom()
                .iterable(noted)
                .onItem()
                .transformToUniAndConcatenate(
                        proof -> proofs.note(proof, event.command(NAME + "/" + proof.kind(), now)))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
