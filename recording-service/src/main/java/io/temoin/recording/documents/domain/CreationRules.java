// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOT_THE_RECORDER;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_NOT_ALIVE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_NOT_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.ROLE_NOT_ALLOWED;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.Role;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Who may add a document to a recording. */
public final class CreationRules {

    private static final Set<Role> EVALUATORS = Set.of(Role.SUPERVISOR, Role.QUALITY_ANALYST);
    private static final Set<Role> SYSTEMS = Set.of(Role.RECORDER, Role.BUSINESS_SYSTEM);

    private CreationRules() {}

    /**
     * The recording that a sheet may be drawn from, by somebody who may listen to it for this
     * purpose; rejects any other.
     */
    public static Stored requireSheetAllowed(
            Recording recording,
            Requester requester,
            PurposeCode purpose,
            Instant now,
            ZoneId zone) {
        Stored stored = requireStored(recording, requester);
        if (!requester.hasAny(EVALUATORS) || !purpose.isOfTheFloor()) {
            throw new Rejected(
                    ROLE_NOT_ALLOWED, "Your role does not allow analysis sheets for this purpose.");
        }
        requireUnrestricted(stored);
        if (!stored.serves(purpose, now, zone)) {
            throw notAlive();
        }
        return stored;
    }

    /**
     * The recording whose words a system of the organisation that recorded it may write down;
     * rejects any other.
     */
    public static Stored requireTranscriptAllowed(
            Recording recording, Requester requester, Instant now, ZoneId zone) {
        Stored stored = requireStored(recording, requester);
        if (!requester.hasAny(SYSTEMS)
                || !requester.organisation().equals(stored.call().processor())) {
            throw new Rejected(
                    NOT_THE_RECORDER,
                    "Only a system of the organisation that recorded the call may add its"
                            + " transcript.");
        }
        requireUnrestricted(stored);
        if (alive(stored, now, zone).isEmpty()) {
            throw notAlive();
        }
        return stored;
    }

    /** What a recording still serves. */
    static List<PurposeCode> alive(Stored stored, Instant now, ZoneId zone) {
        return stored.call().purposes().stream()
                .filter(purpose -> stored.serves(purpose, now, zone))
                .toList();
    }

    private static Stored requireStored(Recording recording, Requester requester) {
        if (!(recording instanceof Known known)
                || !requester.sees(known.call().controller(), known.call().processor())) {
            throw new Rejected(RECORDING_UNKNOWN, "No recording has this id.");
        }
        return switch (known) {
            case Registered _, Barred _ ->
                    throw new Rejected(RECORDING_NOT_STORED, "The recording has no audio yet.");
            case Quarantined _ ->
                    throw new Rejected(
                            RECORDING_QUARANTINED,
                            "The recording is in quarantine; its audio will be erased soon.");
            case Erased _ -> throw new Rejected(RECORDING_ERASED, "The recording was erased.");
            case Stored stored -> stored;
        };
    }

    private static void requireUnrestricted(Stored stored) {
        if (stored.call().isRestricted()) {
            throw new Rejected(
                    RecordingProblem.RESTRICTED,
                    "A request of the person restricts the recording; nothing may be drawn"
                            + " from it.");
        }
    }

    private static Rejected notAlive() {
        return new Rejected(
                PURPOSE_NOT_ALIVE, "The recording no longer serves this purpose, or never did.");
    }
}
