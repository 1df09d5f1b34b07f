// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_MISSING;

import io.temoin.chassis.KeyedFor;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.SignedTexts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names a granted listening; handed out after its event is committed and sent back with every
 * request for bytes. Valid for one person, one recording and a few minutes, and for nothing that
 * the recording's stream does not say as well ({@link Grants}).
 */
@ApplicationScoped
public class ListeningToken {

    private static final String HEADER = "Listening-Token";
    private static final String SEPARATOR = "\n";

    /**
     * What a token says.
     *
     * @param actor who may listen
     */
    record Claim(UUID listening, RecordingId recording, String actor, Instant until) {

        private String text() {
            return String.join(
                    SEPARATOR, listening.toString(), recording.toString(), actor, until.toString());
        }

        private static Claim read(String text) {
            List<String> parts = List.of(text.split(SEPARATOR, -1));
            return new Claim(
                    UUID.fromString(parts.get(0)),
                    new RecordingId(UUID.fromString(parts.get(1))),
                    parts.get(2),
                    Instant.parse(parts.get(3)));
        }
    }

    private final SignedTexts texts;

    ListeningToken(@KeyedFor(KeyPurpose.TOKENS) SignedTexts texts) {
        this.texts = texts;
    }

    /** Writes a token. Call it only with a grant whose event is committed. */
    String issue(TenantId tenant, Claim claim) {
        return texts.sign(use(tenant), claim.text());
    }

    /** Rejects a token that is missing, forged, another's, for another recording, or too old. */
    Claim verify(@Nullable String token, Caller caller, RecordingId recording, Instant now) {
        if (token == null || token.isBlank()) {
            throw rejected(
                    LISTENING_TOKEN_MISSING,
                    "Request a listening session first and send its token.");
        }
        Claim claim = authentic(token, caller.tenant());
        if (!claim.recording().equals(recording) || !claim.actor().equals(caller.actor())) {
            throw rejected(
                    LISTENING_TOKEN_INVALID,
                    "The token was issued to another user, or for another recording.");
        }
        if (!now.isBefore(claim.until())) {
            throw rejected(
                    LISTENING_TOKEN_EXPIRED, "The listening session has ended; request a new one.");
        }
        return claim;
    }

    private Claim authentic(String token, TenantId tenant) {
        return texts.open(use(tenant), token).map(Claim::read).orElseThrow(ListeningToken::forged);
    }

    private static String use(TenantId tenant) {
        return "listening/" + tenant.value();
    }

    private static Rejected forged() {
        return rejected(LISTENING_TOKEN_INVALID, "The token was not issued by this service.");
    }

    private static Rejected rejected(RecordingProblem code, String sentence) {
        return Rejected.at(HEADER, code, sentence);
    }
}
