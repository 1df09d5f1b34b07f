// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_MISSING;

import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.Fingerprints;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names a granted listening; handed out after its event is committed and sent back with every
 * request for bytes. Valid for one person, one recording and a few minutes, and for nothing that
 * the recording's stream does not say as well ({@link Grants}). Signed with HMAC-SHA-256.
 */
@ApplicationScoped
public class ListeningToken {

    private static final String USE = "listening-token";
    private static final String HEADER = "Listening-Token";
    private static final int MAC = 32;
    private static final String SEPARATOR = "\n";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

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

    private final Fingerprints fingerprints;

    ListeningToken(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** Writes a token. Call it only with a grant whose event is committed. */
    String issue(TenantId tenant, Claim claim) {
        byte[] text = claim.text().getBytes(StandardCharsets.UTF_8);
        byte[] mac = fingerprints.of(tenant, USE, text);
        byte[] token = Arrays.copyOf(mac, MAC + text.length);
        System.arraycopy(text, 0, token, MAC, text.length);
        return ENCODER.encodeToString(token);
    }

    /** Rejects a token that is missing, forged, another's, for another recording, or too old. */
    Claim verify(@Nullable String token, Caller caller, RecordingId recording, Instant now) {
        if (token == null || token.isBlank()) {
            throw rejected(
                    LISTENING_TOKEN_MISSING, "Ask for a listening first and send its token.");
        }
        Claim claim = authentic(token, caller.tenant());
        if (!claim.recording().equals(recording) || !claim.actor().equals(caller.actor())) {
            throw rejected(
                    LISTENING_TOKEN_INVALID, "The token was given to another, or for another.");
        }
        if (!now.isBefore(claim.until())) {
            throw rejected(LISTENING_TOKEN_EXPIRED, "The listening is over; ask for another.");
        }
        return claim;
    }

    private Claim authentic(String token, TenantId tenant) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            byte[] mac = Arrays.copyOf(bytes, MAC);
            byte[] text = Arrays.copyOfRange(bytes, MAC, Math.max(MAC, bytes.length));
            if (MessageDigest.isEqual(mac, fingerprints.of(tenant, USE, text))) {
                return Claim.read(new String(text, StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException _) {
            throw forged(); // not even the form of a token
        }
        throw forged();
    }

    private static Rejected forged() {
        return rejected(LISTENING_TOKEN_INVALID, "The token is not one that was given out.");
    }

    private static Rejected rejected(RecordingProblem code, String sentence) {
        return Rejected.at(HEADER, code, sentence);
    }
}
