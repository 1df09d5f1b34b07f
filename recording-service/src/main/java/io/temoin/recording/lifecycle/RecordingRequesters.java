// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordedCall;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.Requester;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;

/** Callers as the rules see them, with what agreements in force let them see. */
@ApplicationScoped
public class RecordingRequesters {

    /** A recording, and who asks for it. */
    public record Requested(Replayed<Recording> recording, Requester by) {}

    private final AgreementStore agreements;
    private final RecordingStream recordings;

    RecordingRequesters(AgreementStore agreements, RecordingStream recordings) {
        this.agreements = agreements;
        this.recordings = recordings;
    }

    /** Who asks for one recording. */
    public Uni<Requester> find(Caller caller, RecordingId recording) {
        return with(caller, recording).map(Requested::by);
    }

    /** A recording as it is now, with who asks for it. */
    public Uni<Requested> with(Caller caller, RecordingId recording) {
        return Uni.combine()
                .all()
                .unis(agreements.visibility(caller), recordings.replay(caller.tenant(), recording))
                .with(
                        (visibility, replayed) ->
                                new Requested(replayed, of(caller, visibility, replayed.state())));
    }

    /** On behalf of the recording's controller, or of nobody. */
    private static Requester of(Caller caller, Visibility visibility, Recording recording) {
        Requester all = RecordingStream.requester(caller);
        Set<PartyId> controllers =
                recording instanceof Known known && visibility.concerns(ownership(known.call()))
                        ? Set.of(known.call().controller())
                        : Set.of();
        return new Requester(
                all.actor(), all.organisation(), controllers, all.roles(), caller.tenantWide());
    }

    /** A recording serves what it was made for; those who made the call saw no more. */
    private static Ownership ownership(RecordedCall call) {
        return new Ownership(
                call.controller().value(),
                Set.of(call.processor().value()),
                call.purposes().stream().map(PurposeCode::value).collect(Collectors.toSet()),
                new Ownership.Campaign(call.campaign()),
                null);
    }
}
