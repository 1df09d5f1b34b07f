// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.limits;

import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.Answer;
import io.temoin.chassis.testing.ApiRequest;
import io.temoin.chassis.testing.CostlyContract;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What costs much has limits of its own, and takes nothing from anything else. */
@QuarkusTest
@TestProfile(NarrowLimits.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class CostlyOperationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LONG_LIST = 20_000;

    private final String tenant = "t-" + UUID.randomUUID();
    private final String user = UUID.randomUUID().toString();

    @Test
    void searchesHaveALimitOfTheirOwn() {
        isLimited("searches", "dpo", CostlyOperationsTest::search);
        assertThat(ApiRequest.as(token("dpo")).get("/v1/consents").status())
                .as("the other search has the same limit")
                .isEqualTo(429);
        assertThat(ApiRequest.as(token("dpo")).get("/v1/parked-messages").status())
                .isNotEqualTo(429);
        assertThat(upload(token("dpo")).status()).isNotEqualTo(429);
    }

    @Test
    void uploadsHaveALimitOfTheirOwn() {
        isLimited("uploads", "admin", CostlyOperationsTest::upload);
        assertThat(search(token("admin")).status()).isNotEqualTo(429);
    }

    @Test
    void listsToBeScrubbedHaveALimitOfTheirOwn() {
        isLimited("scrubs", "dialer", token -> scrub(token, Map.of()));
        assertThat(ApiRequest.as(token("dialer")).json("{}").post("/v1/call-decisions").status())
                .isNotEqualTo(429);
    }

    /** Who may not search does not use up what the limit is for. */
    @Test
    void whoIsRefusedForTheirRoleUsesNothingUp() {
        for (int i = 0; i < 2 * NarrowLimits.COSTLY; i++) {
            assertThat(search(token("agent")).status()).isEqualTo(403);
            assertThat(upload(token("agent")).status()).isEqualTo(403);
        }
        assertThat(search(token("dpo")).status()).isNotEqualTo(429);
        assertThat(upload(token("dpo")).status()).isNotEqualTo(429);
    }

    /** Work that goes on after its answer is in progress, and when it has ended it is not. */
    @Test
    void aListIsInProgressUntilEachNumberHasItsResult() {
        AgreedParties.ensure(tenant, RHONE, VOIX);
        String dialer = token("dialer");
        Answer running = scrub(dialer, list(LONG_LIST));
        assertThat(running.status()).as(running.text()).isEqualTo(202);

        Answer refused = scrub(dialer, list(1));

        assertThat(refused.status()).as(refused.text()).isEqualTo(429);
        assertThat(refused.at("/detail")).contains("your limit on scrubs in progress");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit")).as("no quota is used up").isEmpty();
        assertThat(
                        ApiRequest.as(dialer)
                                .header("Accept-Language", "fr")
                                .idempotent()
                                .json(list(1))
                                .post("/v1/call-decisions/batch")
                                .at("/detail"))
                .startsWith("Vous avez atteint votre limite d'opérations en cours (filtrages de");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                ApiRequest.as(dialer)
                                        .get("/v1/call-decisions/batches/" + running.at("/id"))
                                        .at("/state")
                                        .equals("COMPLETED"));
        await().atMost(PATIENCE).until(() -> scrub(dialer, list(1)).status() == 202);
    }

    private void isLimited(String kind, String role, Function<String, Answer> asking) {
        CostlyContract.isLimited(
                kind,
                asking,
                token(role),
                token(tenant, UUID.randomUUID().toString(), role),
                token("t-" + UUID.randomUUID(), user, role));
    }

    private static Answer search(String token) {
        return ApiRequest.as(token).json("{}").post("/v1/consents/search");
    }

    private static Answer upload(String token) {
        return ApiRequest.as(token)
                .header("Content-Type", "text/csv")
                .bytes(new byte[] {'0'})
                .send("PATCH", "/v1/screening-imports/" + UUID.randomUUID());
    }

    private static Answer scrub(String token, Map<String, ?> list) {
        return ApiRequest.as(token).idempotent().json(list).post("/v1/call-decisions/batch");
    }

    private static Map<String, Object> list(int numbers) {
        return Map.of(
                "controller",
                RHONE,
                "purpose",
                "PROSPECTING_CALL",
                "campaign",
                "fibre-autumn",
                "offer",
                "fibre",
                "numbers",
                IntStream.range(0, numbers).mapToObj("+33 1 99 %06d"::formatted).toList());
    }

    private String token(String role) {
        return token(tenant, user, role);
    }

    private static String token(String tenant, String user, String role) {
        return TestTokens.token(tenant, VOIX, List.of(RHONE), user, role);
    }
}
