// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.WORKSTATION_DIFFERS;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.WORKSTATION_MISSING;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.KeyedFor;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.recording.lifecycle.RecordingStream;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.listening.RangeTransfer.Opening;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Grants as they are recorded, with who asked for them and from where. */
@ApplicationScoped
class GrantedListenings {

    static final String WORKSTATION = "X-Workstation";

    private static final String CLIENT = "client-address";
    private static final int PSEUDONYM = 16;

    /** A grant, its circumstances, and the id of its event. */
    record Grant(ListeningGranted event, EventMetadata circumstances, String id) {

        /** Rejects a listener who is elsewhere than when the listening was granted. */
        void requireWorkstation(@Nullable String claimed) {
            if (!requireNamed(claimed).equals(circumstances.actor().workstation())) {
                throw Rejected.at(
                        WORKSTATION,
                        WORKSTATION_DIFFERS,
                        "The listening session was granted to another workstation; request one for"
                                + " this workstation.");
            }
        }
    }

    private final RecordingStream recordings;
    private final Fingerprints fingerprints;

    GrantedListenings(
            RecordingStream recordings,
            @KeyedFor(KeyPurpose.PSEUDONYMS) Fingerprints fingerprints) {
        this.recordings = recordings;
        this.fingerprints = fingerprints;
    }

    /** Rejects a caller that does not say which equipment it listens at. */
    static String requireNamed(@Nullable String workstation) {
        if (workstation == null) {
            throw Rejected.at(
                    WORKSTATION,
                    WORKSTATION_MISSING,
                    "State in X-Workstation the workstation on which the recording is played.");
        }
        return workstation;
    }

    /** The grant of this id; a listening bears the id of the command that asked for it. */
    Uni<Optional<Grant>> find(TenantId tenant, UUID listening) {
        return recordings.ofCommand(tenant, listening).map(GrantedListenings::first);
    }

    /**
     * An answer that is about to be sent under a grant.
     *
     * @param address it is sent to
     * @param until when the sending has to be over
     */
    Opening opening(Grant grant, RecordingId recording, String address, Instant until) {
        EventMetadata circumstances = grant.circumstances();
        return new Opening(
                UUID.randomUUID(),
                circumstances.tenant(),
                recording,
                grant.event().listening(),
                grant.event().purpose(),
                circumstances.actor(),
                client(circumstances.tenant(), address),
                circumstances.correlation(),
                grant.id(),
                until);
    }

    /** The same for the same address, and nobody without the key tells which. */
    private String client(TenantId tenant, String address) {
        byte[] mac = fingerprints.of(tenant, CLIENT, address.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac, 0, PSEUDONYM);
    }

    private static Optional<Grant> first(List<RecordedEvent<RecordingEvent>> recorded) {
        return recorded.stream()
                .filter(one -> one.event() instanceof ListeningGranted)
                .map(one -> new Grant((ListeningGranted) one.event(), one.metadata(), one.id()))
                .findFirst();
    }
}
