// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.recording.lifecycle.RecordingRequesters;
import io.temoin.recording.lifecycle.RecordingRequesters.Requested;
import io.temoin.recording.lifecycle.domain.GrantRules;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.listening.GrantedListenings.Grant;
import io.temoin.recording.listening.ListeningToken.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request for bytes pass when its token is authentic and the recording's stream grants the
 * caller the listening that it names, and the caller's agreement is in force. Players ask for many
 * ranges: what each takes is read at the same time.
 */
@ApplicationScoped
class Grants {

    /** A listening that may go on, and the audio it is of. */
    record Granted(
            Grant grant, RecordingId recording, long length, String sha256, String mediaType) {

        private static Granted of(Grant grant, Stored stored) {
            return new Granted(
                    grant,
                    stored.id(),
                    stored.audio().length(),
                    stored.audio().sha256(),
                    stored.audio().mediaType());
        }
    }

    private final ListeningToken tokens;
    private final GrantedListenings listenings;
    private final RecordingRequesters requesters;
    private final Clock clock;

    Grants(
            ListeningToken tokens,
            GrantedListenings listenings,
            RecordingRequesters requesters,
            Clock clock) {
        this.tokens = tokens;
        this.listenings = listenings;
        this.requesters = requesters;
        this.clock = clock;
    }

    /** The listening a token names; fails unless it is the caller's, and open. */
    Uni<Granted> require(Caller caller, RecordingId recording, @Nullable String token) {
        Instant now = clock.instant();
        Claim claim = tokens.verify(token, caller, recording, now);
        return Uni.combine()
                .all()
                .unis(
                        requesters.with(caller, recording),
                        listenings.find(caller.tenant(), claim.listening()))
                .with((asked, found) -> granted(claim, asked, found, now));
    }

    private static Granted granted(
            Claim claim, Requested asked, Optional<Grant> found, Instant now) {
        Stored stored =
                GrantRules.requireGranted(
                        asked.recording().state(), claim.listening(), asked.by(), now);
        Grant grant =
                found.orElseThrow(() -> new IllegalStateException("a grant without its event"));
        return Granted.of(grant, stored);
    }
}
