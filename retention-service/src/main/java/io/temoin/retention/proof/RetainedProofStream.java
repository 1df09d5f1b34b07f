// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.retention.proof.domain.NoteProof;
import io.temoin.retention.proof.domain.ProofRetained;
import io.temoin.retention.proof.domain.RetainedProof;
import io.temoin.retention.proof.domain.RetainedProofDecider;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The streams {@code proof-<id>}: one proof each. The id follows from what it proves, of which
 * controller and person, so that no controller writes into the proof of another.
 */
@ApplicationScoped
public class RetainedProofStream {

    private static final String CATEGORY = "proof";

    private final CommandHandler<NoteProof, RetainedProof, ProofRetained> proofs;

    RetainedProofStream(EventStore store, ShreddableKeys keys) {
        this.proofs = new CommandHandler<>(store, codec(keys), new RetainedProofDecider());
    }

    /** How what happens to proofs is recorded and published. */
    public static EventCodec<ProofRetained> codec(ShreddableKeys keys) {
        return new EventCodec<>(ProofRetained.class, keys);
    }

    Uni<CommandOutcome<RetainedProof, ProofRetained>> note(
            NoteProof command, EventMetadata metadata) {
        return proofs.handle(stream(command), command, metadata);
    }

    static StreamId stream(NoteProof proof) {
        String proven =
                String.join(
                        "/",
                        proof.controller(),
                        proof.subject(),
                        proof.kind().name(),
                        String.valueOf(proof.consent()),
                        String.valueOf(proof.request()));
        return new StreamId(
                CATEGORY,
                UUID.nameUUIDFromBytes(proven.getBytes(StandardCharsets.UTF_8)).toString());
    }
}
