// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.limits;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everybody has a quota of requests: what one caller wants does not take what others get. */
@QuarkusTest
@TestProfile(NarrowLimits.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class RequestQuotasTest {

    /** A request whose count takes longer than a second goes on uncounted; on a busy machine. */
    private static final long FEW = 3;

    /** Of each test its own, since the tenant has a quota, too. */
    private final String tenant = "t-" + UUID.randomUUID();

    @Test
    void aPersonIsToldToComeBackLaterAndOthersAreServed() {
        String greedy = user();

        List<Response> answers = repeat(60, () -> as(greedy, "dpo").get("/v1/parked-messages"));

        assertThat(served(answers))
                .isBetween((long) NarrowLimits.PEOPLE, NarrowLimits.PEOPLE + FEW);
        Response refused = answers.getLast();
        assertProblem(refused, 429, "too-many-requests");
        // An hour for forty of them
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 90);
        assertThat(refused.header("RateLimit-Policy"))
                .isEqualTo("\"requests-of-people\";q=%d;w=3600".formatted(NarrowLimits.PEOPLE));
        assertThat(refused.header("RateLimit"))
                .isEqualTo("\"requests-of-people\";r=0;t=" + refused.header("Retry-After"));
        assertThat(as(user(), "dpo").get("/v1/parked-messages").statusCode()).isNotEqualTo(429);
    }

    /** Nobody gets around it by asking for what they may not, or with a body. */
    @Test
    void refusedRequestsAndCommandsAreCountedToo() {
        String greedy = user();

        List<Response> answers =
                repeat(
                        60,
                        () ->
                                as(greedy, "agent")
                                        .header("Idempotency-Key", UUID.randomUUID().toString())
                                        .body("{\"text\": \"" + "x".repeat(100_000) + "\"}")
                                        .post("/v1/purposes"));

        assertThat(served(answers))
                .isBetween((long) NarrowLimits.PEOPLE, NarrowLimits.PEOPLE + FEW);
    }

    /** Calls wait for decisions: a dialer has a quota of its own, and people none of it. */
    @Test
    void aDialerHasAQuotaOfItsOwn() {
        String dialer = user();

        List<Response> answers =
                repeat(
                        NarrowLimits.DIALERS + 20,
                        () -> as(dialer, "dialer").body("{}").post("/v1/call-decisions"));

        assertThat(served(answers))
                .isBetween((long) NarrowLimits.DIALERS, NarrowLimits.DIALERS + FEW);
    }

    /** However many callers share it; the same callers in another tenant have none of it. */
    @Test
    void aTenantHasAQuotaThatItsCallersShare() {
        String first = user();
        String second = user();
        repeat(NarrowLimits.DIALERS, () -> decide(tenant, first));

        List<Response> answers =
                repeat(
                        NarrowLimits.TENANT - NarrowLimits.DIALERS + 20,
                        () -> decide(tenant, second));

        assertThat(served(answers))
                .isBetween(
                        (long) NarrowLimits.TENANT - NarrowLimits.DIALERS,
                        NarrowLimits.TENANT - NarrowLimits.DIALERS + 2 * FEW);
        Response refused = answers.getLast();
        assertProblem(refused, 429, "too-many-requests");
        assertThat(refused.<String>path("detail")).contains("All callers of your tenant");
        assertThat(refused.header("RateLimit-Policy"))
                .isEqualTo("\"requests-of-tenant\";q=%d;w=3600".formatted(NarrowLimits.TENANT));
        assertThat(refused.header("RateLimit"))
                .isEqualTo("\"requests-of-tenant\";r=0;t=" + refused.header("Retry-After"));
        assertThat(decide("t-" + UUID.randomUUID(), second).statusCode()).isNotEqualTo(429);
    }

    private static Response decide(String tenant, String dialer) {
        return of(tenant, dialer, "dialer").body("{}").post("/v1/call-decisions");
    }

    @Test
    void anonymousCallersAreCountedByTheirAddress() {
        List<Response> answers =
                repeat(
                        NarrowLimits.ANONYMOUS + 50,
                        () -> Http.given().header("Connection", "close").get("/v1/keys"));

        // Other tests of this run are anonymous callers from the same address; one use comes back
        // in 3.6 s
        assertThat(served(answers)).isBetween(1L, NarrowLimits.ANONYMOUS + 20L);
        assertProblem(answers.getLast(), 429, "too-many-requests");
        assertThat(answers.getLast().header("Retry-After")).isNotBlank();
    }

    /** A proxy appends the address that called it; what stands before that, the client wrote. */
    @Test
    void noClientBehindAProxyChoosesTheAddressItCountsFor() {
        List<Response> answers =
                IntStream.range(0, 15)
                        .mapToObj(i -> openWrongLink("198.51.100.%d, 203.0.113.7".formatted(i)))
                        .toList();

        assertProblem(answers.getLast(), 429, "too-many-requests");
        assertThat(openWrongLink("203.0.113.7, 203.0.113.8").statusCode()).isEqualTo(403);
    }

    private static Response openWrongLink(String forwardedFor) {
        return Http.given()
                .header("X-Forwarded-For", forwardedFor)
                .header("Self-Service-Token", "wrong")
                .get("/v1/self-service/contact");
    }

    private static String user() {
        return UUID.randomUUID().toString();
    }

    private RequestSpecification as(String user, String role) {
        return of(tenant, user, role);
    }

    private static RequestSpecification of(String tenant, String user, String role) {
        return Http.given()
                .header("Connection", "close") // so that the cap of connections is not met
                .contentType(ContentType.JSON)
                .auth()
                .oauth2(TestTokens.token(tenant, VOIX, List.of(), user, role));
    }

    private static List<Response> repeat(int times, Supplier<Response> request) {
        return IntStream.range(0, times).mapToObj(_ -> request.get()).toList();
    }

    private static long served(List<Response> answers) {
        return answers.stream().filter(answer -> answer.statusCode() != 429).count();
    }
}
