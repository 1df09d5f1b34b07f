// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.evidence.domain.Evidence;
import io.temoin.audit.evidence.domain.EvidenceDecider;
import io.temoin.audit.evidence.domain.EvidenceHandedOut;
import io.temoin.audit.evidence.domain.HandOutEvidence;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The streams {@code evidence-<id>}: one bundle each; its id is its command's. */
@ApplicationScoped
public class EvidenceStream {

    private static final String CATEGORY = "evidence";

    private final CommandHandler<HandOutEvidence, Evidence, EvidenceHandedOut> bundles;

    EvidenceStream(EventStore store, ShreddableKeys keys) {
        this.bundles = new CommandHandler<>(store, codec(keys), new EvidenceDecider());
    }

    static EventCodec<EvidenceHandedOut> codec(ShreddableKeys keys) {
        return new EventCodec<>(EvidenceHandedOut.class, keys);
    }

    /** Whether there was a bundle with this id. */
    public Uni<Boolean> wasHandedOut(TenantId tenant, UUID evidence) {
        return bundles.history(tenant, new StreamId(CATEGORY, evidence.toString()))
                .map(history -> !history.isEmpty());
    }

    /** Records that a bundle is handed out; a repeated request finds it recorded. */
    Uni<CommandOutcome<Evidence, EvidenceHandedOut>> handOut(
            HandOutEvidence command, EventMetadata metadata) {
        StreamId stream = new StreamId(CATEGORY, command.evidence().toString());
        return bundles.handle(stream, command, metadata);
    }
}
