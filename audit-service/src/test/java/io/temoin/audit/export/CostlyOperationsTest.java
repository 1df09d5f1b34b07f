// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.Answer;
import io.temoin.chassis.testing.ApiRequest;
import io.temoin.chassis.testing.CostlyContract;
import io.temoin.platform.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What costs much has limits of its own, and takes nothing from anything else. */
@QuarkusTest
@TestProfile(StepUpTest.AsInProduction.class)
class CostlyOperationsTest {

    private final String tenant = "t-" + UUID.randomUUID();
    private final String user = UUID.randomUUID().toString();

    @Test
    void oneCallerAsksForSoManyExports() {
        isLimited("exports", CostlyOperationsTest::export);
        assertThat(
                        ApiRequest.as(token())
                                .idempotent()
                                .post("/v1/exports/" + UUID.randomUUID() + "/delivery")
                                .status())
                .as("a delivery has the same limit")
                .isEqualTo(429);
        assertThat(download(token()).status()).isNotEqualTo(429);
        assertThat(search(token()).status()).isNotEqualTo(429);
    }

    @Test
    void oneCallerDownloadsSoManyExports() {
        isLimited("export-downloads", CostlyOperationsTest::download);
    }

    @Test
    void oneCallerIsHandedSoMuchEvidence() {
        isLimited("evidence-bundles", CostlyOperationsTest::handOut);
        assertThat(
                        ApiRequest.as(token())
                                .json(Map.of("recording", "r1"))
                                .post("/v1/certificates/search")
                                .status())
                .as("a certificate of a case has the same limit")
                .isEqualTo(429);
        assertThat(export(token()).status()).isNotEqualTo(429);
    }

    @Test
    void oneCallerSearchesSoOften() {
        isLimited("searches", CostlyOperationsTest::search);
        for (String other :
                List.of(
                        "/v1/timelines/" + UUID.randomUUID(),
                        "/v1/certificates/" + UUID.randomUUID(),
                        "/v1/saved-searches/" + UUID.randomUUID() + "/entries")) {
            assertThat(ApiRequest.as(token()).get(other).status()).as(other).isEqualTo(429);
        }
        assertThat(ApiRequest.as(token()).get("/v1/saved-searches").status()).isNotEqualTo(429);
    }

    private void isLimited(String kind, Function<String, Answer> asking) {
        CostlyContract.isLimited(
                kind,
                asking,
                token(),
                token(tenant, UUID.randomUUID().toString()),
                token("t-" + UUID.randomUUID(), user));
    }

    private static Answer export(String token) {
        return ApiRequest.as(token).idempotent().json("{}").post("/v1/exports");
    }

    private static Answer download(String token) {
        return ApiRequest.as(token).get("/v1/exports/" + UUID.randomUUID() + "/content");
    }

    private static Answer handOut(String token) {
        return ApiRequest.as(token).idempotent().json("{}").post("/v1/evidence-bundles");
    }

    private static Answer search(String token) {
        return ApiRequest.as(token).queryParam("limit", 1).get("/v1/entries");
    }

    private String token() {
        return token(tenant, user);
    }

    private static String token(String tenant, String user) {
        return TestTokens.token(tenant, "rhone-telecom", List.of(), user, "dpo");
    }
}
