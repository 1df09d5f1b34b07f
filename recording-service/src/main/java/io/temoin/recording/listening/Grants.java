// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.recording.lifecycle.RecordingRequesters;
import io.temoin.recording.lifecycle.RecordingStream;
import io.temoin.recording.lifecycle.domain.GrantRules;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.listening.ListeningToken.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request for bytes pass when its token is authentic and the recording's stream grants the
 * caller the listening that it names, and the caller's agreement is in force. Players ask for many
 * ranges; each costs one read of the stream's tail and one of the agreements.
 */
@ApplicationScoped
class Grants {

    /** A listening that may go on, and the audio it is of. */
    record Granted(
            UUID listening, RecordingId recording, long length, String sha256, String mediaType) {

        private static Granted of(Claim claim, Stored stored) {
            return new Granted(
                    claim.listening(),
                    claim.recording(),
                    stored.audio().length(),
                    stored.audio().sha256(),
                    stored.audio().mediaType());
        }
    }

    private final ListeningToken tokens;
    private final RecordingStream recordings;
    private final RecordingRequesters requesters;
    private final Clock clock;

    Grants(
            ListeningToken tokens,
            RecordingStream recordings,
            RecordingRequesters requesters,
            Clock clock) {
        this.tokens = tokens;
        this.recordings = recordings;
        this.requesters = requesters;
        this.clock = clock;
    }

    /** The listening a token names; fails unless it is the caller's, and open. */
    Uni<Granted> require(Caller caller, RecordingId recording, @Nullable String token) {
        Instant now = clock.instant();
        Claim claim = tokens.verify(token, caller, recording, now);
        return recordings
                .replay(caller.tenant(), recording)
                .flatMap(
                        replayed ->
                                requesters
                                        .of(caller, replayed.state())
                                        .map(
                                                requester ->
                                                        Granted.of(
                                                                claim,
                                                                GrantRules.requireGranted(
                                                                        replayed.state(),
                                                                        claim.listening(),
                                                                        requester,
                                                                        now))));
    }
}
