// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.limits;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How many requests of one caller, and of one tenant, are in progress at a time. */
@QuarkusTest
@TestProfile(ConnectionLimitTest.FewConnections.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class RequestsInProgressTest {

    private static final Duration SEEN_WITHIN = Duration.ofSeconds(20);

    private record User(String tenant, String id) {

        static User of(String tenant) {
            return new User(tenant, UUID.randomUUID().toString());
        }

        String token() {
            return TestTokens.token(tenant, VOIX, List.of(), id, "admin");
        }
    }

    @Test
    void leaveRoomForOtherCallersAndOtherTenants() throws IOException {
        User greedy = User.of("helios");
        User colleague = User.of("helios");
        List<RawClient> uploads = new ArrayList<>();
        try {
            begin(uploads, ConnectionLimitTest.OF_CALLER, greedy);
            await().atMost(SEEN_WITHIN).untilAsserted(() -> assertBusy(greedy));
            assertThat(ask(colleague).statusCode()).isNotEqualTo(429);

            int left = ConnectionLimitTest.OF_TENANT - ConnectionLimitTest.OF_CALLER;
            begin(uploads, left, colleague);
            await().atMost(SEEN_WITHIN).untilAsserted(() -> assertBusy(User.of("helios")));
            assertThat(ask(User.of("atlas")).statusCode()).isNotEqualTo(429);
        } finally {
            for (RawClient upload : uploads) {
                upload.close();
            }
        }
        // Neither those that ended nor those that were refused are counted any more.
        await().atMost(SEEN_WITHIN)
                .untilAsserted(() -> assertThat(ask(greedy).statusCode()).isNotEqualTo(429));
    }

    /** Requests whose bodies do not come to an end. */
    private static void begin(List<RawClient> uploads, int many, User user) throws IOException {
        for (int i = 0; i < many; i++) {
            RawClient client = RawClient.connect();
            uploads.add(client);
            client.send(
                    "POST /v1/purposes HTTP/1.1\r\nHost: temoin\r\nAuthorization: Bearer "
                            + user.token()
                            + "\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
        }
    }

    private static void assertBusy(User user) {
        Response refused = ask(user);
        assertProblem(refused, 429, "too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit")).as("no quota is used up").isNull();
    }

    private static Response ask(User user) {
        return RestAssured.given()
                .header("Connection", "close")
                .auth()
                .oauth2(user.token())
                .get("/v1/parked-messages");
    }
}
