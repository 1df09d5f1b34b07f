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
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final String LISTS = "/v1/call-decisions/batch";

    private record User(String tenant, String id) {

        static User of(String tenant) {
            return new User(tenant, UUID.randomUUID().toString());
        }

        String token() {
            return TestTokens.token(tenant, VOIX, List.of(), id, "admin");
        }

        String dialer() {
            return TestTokens.token(tenant, VOIX, List.of(), id, "dialer");
        }

        /** Registers of the law are brought by the tenant's own people. */
        String ownToken() {
            return TestTokens.tenantWide(tenant, VOIX, id, "admin");
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

    /** Those of costly operations have lower limits, while everything else is served. */
    @Test
    void uploadsInProgressLeaveRoomForOthersToo() throws IOException {
        User greedy = User.of("helios");
        User colleague = User.of("helios");
        List<RawClient> uploads = new ArrayList<>();
        try {
            uploads.add(upload(greedy));
            await().atMost(SEEN_WITHIN)
                    .untilAsserted(() -> assertBusy(send(greedy), "your limit on uploads"));
            assertThat(ask(greedy).statusCode()).isNotEqualTo(429);
            assertThat(send(colleague).statusCode()).isNotEqualTo(429);

            uploads.add(upload(colleague));
            await().atMost(SEEN_WITHIN)
                    .untilAsserted(
                            () -> assertBusy(send(User.of("helios")), "its limit on uploads"));
            assertThat(send(User.of("atlas")).statusCode()).isNotEqualTo(429);
        } finally {
            for (RawClient upload : uploads) {
                upload.close();
            }
        }
        await().atMost(SEEN_WITHIN)
                .untilAsserted(() -> assertThat(send(greedy).statusCode()).isNotEqualTo(429));
    }

    /** A client that sends nothing costs nothing yet; the others' lists are not to wait for it. */
    @Test
    void aListThatDoesNotArriveTakesNoPlace() throws IOException {
        List<RawClient> lists = new ArrayList<>();
        try {
            begin(lists, ConnectionLimitTest.OF_CALLER, User.of("helios").dialer(), LISTS);
            int left = ConnectionLimitTest.OF_TENANT - ConnectionLimitTest.OF_CALLER;
            begin(lists, left, User.of("helios").dialer(), LISTS);
            User other = User.of("helios");
            await().atMost(SEEN_WITHIN)
                    .untilAsserted(() -> assertBusy(scrub(other), "requests of your tenant"));

            lists.removeFirst().close(); // and all others are on their way
            await().atMost(SEEN_WITHIN)
                    .untilAsserted(() -> assertThat(scrub(other).statusCode()).isEqualTo(400));
        } finally {
            for (RawClient list : lists) {
                list.close();
            }
        }
    }

    /** Refused for what it says, unless a limit refuses it before. */
    private static Response scrub(User user) {
        return Http.given()
                .header("Connection", "close")
                .auth()
                .oauth2(user.dialer())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body("{}")
                .post(LISTS);
    }

    /** A register's file that does not come to an end. */
    private static RawClient upload(User user) throws IOException {
        LocalDate today = LocalDate.ofInstant(CallingClock.now(), ZoneOffset.UTC);
        String id =
                Http.given()
                        .auth()
                        .oauth2(user.ownToken())
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType(ContentType.JSON)
                        .body(Map.of("asOf", today.toString(), "source", "x"))
                        .post("/v1/screening-registers/UK-HELD/imports")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        RawClient client = RawClient.connect();
        client.send(
                "PATCH /v1/screening-imports/"
                        + id
                        + " HTTP/1.1\r\nHost: temoin\r\nAuthorization: Bearer "
                        + user.ownToken()
                        + "\r\nContent-Type: text/csv\r\nContent-Length: 24\r\n\r\n0770");
        return client;
    }

    /** An upload that is refused as soon as it is looked at, unless a limit refuses it before. */
    private static Response send(User user) {
        return Http.given()
                .header("Connection", "close")
                .auth()
                .oauth2(user.ownToken())
                .contentType("text/csv")
                .body("0770".getBytes(StandardCharsets.US_ASCII))
                .patch("/v1/screening-imports/" + UUID.randomUUID());
    }

    private static void assertBusy(Response refused, String limit) {
        assertProblem(refused, 429, "too-many-requests");
        assertThat(refused.<String>path("detail")).contains(limit);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
    }

    private static void begin(List<RawClient> uploads, int many, User user) throws IOException {
        begin(uploads, many, user.token(), "/v1/purposes");
    }

    /** Requests whose bodies do not come to an end. */
    private static void begin(List<RawClient> clients, int many, String token, String path)
            throws IOException {
        for (int i = 0; i < many; i++) {
            RawClient client = RawClient.connect();
            clients.add(client);
            client.send(
                    """
                    POST %s HTTP/1.1
                    Host: temoin
                    Authorization: Bearer %s
                    Idempotency-Key: %s
                    Content-Type: application/json
                    Content-Length: 9

                    {"""
                            .formatted(path, token, UUID.randomUUID())
                            .replace("\n", "\r\n"));
        }
    }

    private static void assertBusy(User user) {
        Response refused = ask(user);
        assertBusy(refused, "in progress");
        assertThat(refused.header("RateLimit")).as("no quota is used up").isNull();
    }

    private static Response ask(User user) {
        return Http.given()
                .header("Connection", "close")
                .auth()
                .oauth2(user.token())
                .get("/v1/parked-messages");
    }
}
