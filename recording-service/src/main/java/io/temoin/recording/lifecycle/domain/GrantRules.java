// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_NOT_ALIVE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RESTRICTED;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Grant;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted.Grantee;
import java.time.Instant;
import java.util.UUID;

/**
 * Checks a granted listening at the time of a request for audio. A token claims a grant; only the
 * recording's own stream proves it, names the grantee, and shows that nothing has ended it since.
 */
public final class GrantRules {

    private GrantRules() {}

    /**
     * The recording to be heard; rejects a listening that is not the requester's, that is over, or
     * whose purpose has ended since.
     */
    public static Stored requireGranted(
            Recording recording, UUID listening, Requester requester, Instant now) {
        return switch (recording) {
            case Unknown _, Registered _, Barred _ -> throw notGranted();
            case Stored stored -> {
                requireGrant(stored, listening, requester, now);
                yield stored;
            }
            case Quarantined _ ->
                    throw new Rejected(
                            RECORDING_QUARANTINED,
                            "The recording is in quarantine; its audio will be erased soon.");
            case Erased _ -> throw new Rejected(RECORDING_ERASED, "The recording was erased.");
        };
    }

    private static void requireGrant(
            Stored stored, UUID listening, Requester requester, Instant now) {
        Grant grant = stored.grants().get(listening);
        if (grant == null || !isOf(requester, grant, stored.call())) {
            throw notGranted();
        }
        if (grant.hasEnded(now)) {
            throw new Rejected(
                    LISTENING_TOKEN_EXPIRED, "The listening session has ended; request a new one.");
        }
        if (!stored.lets(grant)) {
            throw new Rejected(
                    RESTRICTED,
                    "A request of the person restricts the recording; it may be heard for a legal"
                            + " claim only, or to verify what an open request contests.");
        }
        if (!stored.isAlive(grant.purpose())) {
            throw new Rejected(
                    PURPOSE_NOT_ALIVE,
                    "The recording no longer serves the purpose for which the listening session"
                            + " was granted.");
        }
    }

    private static boolean isOf(Requester requester, Grant grant, RecordedCall call) {
        return grant.grantee().equals(new Grantee(requester.actor(), requester.organisation()))
                && requester.sees(call.controller(), call.processor());
    }

    private static Rejected notGranted() {
        return new Rejected(
                LISTENING_TOKEN_INVALID,
                "There is no record that a listening session was granted to you with this token.");
    }
}
