// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.Answer;
import io.temoin.chassis.testing.ApiRequest;
import io.temoin.chassis.testing.CostlyContract;
import io.temoin.platform.TestTokens;
import io.temoin.recording.Uploads;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What costs much has limits of its own, and takes nothing from anything else. */
@QuarkusTest
@TestProfile(StepUpTest.AsInProduction.class)
class CostlyOperationsTest {

    private final String tenant = "t-" + UUID.randomUUID();
    private final String user = UUID.randomUUID().toString();
    private final String recording = "/v1/recordings/" + UUID.randomUUID();

    @Test
    void oneListenerAsksToListenSoOften() {
        isLimited("listenings", "supervisor", this::listen);
        assertThat(hear(token("supervisor")).status()).isNotEqualTo(429);
        assertThat(search(token("supervisor")).status()).isNotEqualTo(429);
    }

    @Test
    void oneListenerHearsSoOften() {
        isLimited("playbacks", "supervisor", this::hear);
        assertThat(listen(token("supervisor")).status()).isNotEqualTo(429);
    }

    @Test
    void oneRecorderUploadsSoOften() {
        isLimited("uploads", "recorder", CostlyOperationsTest::upload);
    }

    /** Who may not upload does not use up what the limit is for. */
    @Test
    void whoIsRefusedForTheirRoleUsesNothingUp() {
        for (int i = 0; i < 10; i++) {
            assertThat(upload(token("supervisor")).status()).isEqualTo(403);
        }
        assertThat(upload(token("recorder")).status()).isNotEqualTo(429);
    }

    @Test
    void oneCallerSearchesSoOften() {
        isLimited("searches", "supervisor", CostlyOperationsTest::search);
    }

    private void isLimited(String kind, String role, Function<String, Answer> asking) {
        CostlyContract.isLimited(
                kind,
                asking,
                token(role),
                token(tenant, UUID.randomUUID().toString(), role),
                token("t-" + UUID.randomUUID(), user, role));
    }

    private Answer listen(String token) {
        return ApiRequest.as(token).idempotent().json("{}").post(recording + "/listenings");
    }

    private Answer hear(String token) {
        return ApiRequest.as(token).get(recording + "/audio");
    }

    private static Answer search(String token) {
        return ApiRequest.as(token).get("/v1/recordings");
    }

    private static Answer upload(String token) {
        Instant now = Instant.now();
        return ApiRequest.as(token)
                .header("Content-Type", "audio/wav")
                .header("Recording-Started-At", now.minusSeconds(60))
                .header("Recording-Ended-At", now)
                .bytes(Uploads.wave(100, 7))
                .send("PUT", Uploads.path(UUID.randomUUID()));
    }

    private String token(String role) {
        return token(tenant, user, role);
    }

    private static String token(String tenant, String user, String role) {
        return TestTokens.token(tenant, "rhone-telecom", List.of(), user, role);
    }
}
