// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.listening.ListeningToken.Claim;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryKeyVault;
import io.temoin.shredding.keys.KeyPurpose;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListeningTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");
    private static final TenantId HELIOS = new TenantId("helios");
    private static final RecordingId RECORDING = new RecordingId(new UUID(1, 1));
    private static final Claim CLAIM =
            new Claim(new UUID(5, 5), RECORDING, "claire", NOW.plusSeconds(300));

    private final ListeningToken tokens =
            new ListeningToken(new InMemoryKeyVault().signedTexts(KeyPurpose.TOKENS));
    private final String token = tokens.issue(HELIOS, CLAIM);

    @Test
    void saysWhatWasGranted() {
        assertThat(tokens.verify(token, caller("helios", "claire"), RECORDING, NOW))
                .isEqualTo(CLAIM);
    }

    @Test
    void isGoodUntilItsLastMoment() {
        Instant end = CLAIM.until();
        assertThat(tokens.verify(token, caller("helios", "claire"), RECORDING, end.minusNanos(1)))
                .isEqualTo(CLAIM);
        rejected(token, caller("helios", "claire"), RECORDING, end, LISTENING_TOKEN_EXPIRED);
    }

    @Test
    void isGoodForOnePersonOneRecordingAndOneTenant() {
        rejected(token, caller("helios", "quentin"), RECORDING, NOW, LISTENING_TOKEN_INVALID);
        rejected(token, caller("boreal", "claire"), RECORDING, NOW, LISTENING_TOKEN_INVALID);
        rejected(
                token,
                caller("helios", "claire"),
                new RecordingId(new UUID(1, 2)),
                NOW,
                LISTENING_TOKEN_INVALID);
    }

    @Test
    void isMissingWhenItIsNotThere() {
        rejected(null, caller("helios", "claire"), RECORDING, NOW, LISTENING_TOKEN_MISSING);
        rejected("  ", caller("helios", "claire"), RECORDING, NOW, LISTENING_TOKEN_MISSING);
    }

    @Test
    void isWorthNothingWithAnyByteAltered() {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        for (int at = 0; at < bytes.length; at++) {
            byte[] altered = bytes.clone();
            altered[at] ^= 1;
            String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            rejected(forged, caller("helios", "claire"), RECORDING, NOW, LISTENING_TOKEN_INVALID);
        }
    }

    @Test
    void isWorthNothingUnderAnotherKey() {
        String foreign =
                new ListeningToken(new InMemoryKeyVault().signedTexts(KeyPurpose.TOKENS))
                        .issue(HELIOS, CLAIM);
        rejected(foreign, caller("helios", "claire"), RECORDING, NOW, LISTENING_TOKEN_INVALID);
    }

    private void rejected(
            @Nullable String given,
            Caller caller,
            RecordingId recording,
            Instant now,
            Rejected.Code code) {
        assertThatThrownBy(() -> tokens.verify(given, caller, recording, now))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(code));
    }

    private static Caller caller(String tenant, String actor) {
        return new Caller(
                new TenantId(tenant),
                actor,
                "rhone-telecom",
                Set.of(),
                Set.of("supervisor"),
                null,
                "c0ffee00-0000-4000-8000-000000000001",
                null);
    }
}
