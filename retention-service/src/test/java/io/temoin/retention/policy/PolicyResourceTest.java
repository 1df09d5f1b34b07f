// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Retention policies over HTTP: who lays them down, who sees them, what is refused. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PolicyResourceTest {

    private static final String RHONE = "rhone-telecom";
    private static final String VOIX = "voix-du-rhone";
    private static final String ONE = "00000000-0000-4000-8000-000000000001";
    private static final String OTHER = "00000000-0000-4000-8000-000000000002";

    private final String tenant = "t" + UUID.randomUUID();

    @Test
    void isActivatedByASecondPerson() {
        var policy = propose(dpo(ONE), quality("P3M")).then().statusCode(201).extract();
        var id = policy.path("id").toString();
        assertThat(policy.header("Location")).isEqualTo("/v1/policies/" + id);
        assertThat(policy.<String>path("state")).isEqualTo("PROPOSED");

        assertProblem(activate(dpo(ONE), id), 403, "same-person");
        activate(dpo(OTHER), id)
                .then()
                .statusCode(201)
                .body("state", equalTo("ACTIVE"))
                .body("proposed.by", equalTo(ONE))
                .body("activated.by", equalTo(OTHER));
        assertProblem(activate(dpo(OTHER), id), 409, "policy-state-conflict");

        withdraw(dpo(ONE), id)
                .then()
                .statusCode(201)
                .body("state", equalTo("WITHDRAWN"))
                .body("reason", equalTo("LAW_CHANGED"));
        dpo(ONE).get("/v1/policies/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("WITHDRAWN"))
                .body("withdrawn.by", equalTo(ONE));
    }

    @Test
    void isRecordedOnceForOneKey() {
        var key = UUID.randomUUID().toString();
        var first =
                propose(dpo(ONE), key, quality("P3M"))
                        .then()
                        .statusCode(201)
                        .header("Idempotent-Replay", nullValue())
                        .extract();
        propose(dpo(ONE), key, quality("P3M"))
                .then()
                .statusCode(201)
                .header("Idempotent-Replay", "true")
                .body("id", equalTo(first.path("id")));
        assertProblem(propose(dpo(ONE), key, quality("P2M")), 422, "idempotency-key-reused");
        assertProblem(
                dpo(ONE).contentType("application/json").body(quality("P3M")).post("/v1/policies"),
                400,
                "idempotency-key-missing");
    }

    @ParameterizedTest
    @CsvSource({
        "P7M, 422, policy-loosened",
        "P184D, 422, policy-loosened",
        "half a year, 400, request-invalid",
        "-P1M, 400, request-invalid",
        "P2000000000Y, 400, request-invalid",
        "P2147483647D, 400, request-invalid"
    })
    void isRefusedWhenItLoosensTheLaw(String atMost, int status, String problem) {
        assertProblem(propose(dpo(ONE), quality(atMost)), status, problem);
    }

    /** One such day parked the policies of a whole tenant. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-999999999-01-01",
                "-4714-11-24",
                "0000-00-00",
                "2226-01-01",
                "+10000-01-01",
                "+999999999-12-31"
            })
    void isRefusedWhenItBeginsOutsideItsTime(String day) {
        var refused = propose(dpo(ONE), quality("P3M").replace("2026-12-01", day));
        assertProblem(refused, 400, "request-invalid");
        refused.then().body("violations[0].pointer", equalTo("/validFrom"));
    }

    @Test
    void saysWhatIsWrong() {
        var refused =
                propose(
                        dpo(ONE),
                        body(
                                RHONE,
                                "INVESTMENT_ORDER",
                                "\"atMost\": \"P1Y\", \"reference\": \"x\""));
        assertProblem(refused, 422, "maximum-below-minimum");
        refused.then()
                .body("violations[0].pointer", equalTo("/atMost"))
                .body(
                        "detail",
                        equalTo(
                                "This maximum is shorter than the minimum of P5Y (MiFID II art."
                                        + " 16(7); Reg. (EU) 2017/565 art. 76)."));
        assertProblem(
                propose(dpo(ONE), body(RHONE, "QUALITY", "\"atMost\": \"P1M\"")),
                400,
                "policy-unsourced");
        assertProblem(
                propose(dpo(ONE), body(RHONE, "QUALITY", "\"reference\": \"x\"")),
                400,
                "policy-without-effect");
        assertProblem(
                propose(
                        dpo(ONE),
                        body(RHONE, "SUPPRESSION", "\"atMost\": \"P1Y\", \"reference\": \"x\"")),
                422,
                "policy-not-adjustable");
        assertProblem(
                propose(
                        dpo(ONE),
                        body(RHONE, "PODCAST", "\"atMost\": \"P1Y\", \"reference\": \"x\"")),
                400,
                "request-invalid");
        assertProblem(
                propose(
                        dpo(ONE),
                        body(
                                RHONE,
                                "QUALITY",
                                "\"atMost\": \"P1M\", \"reference\": \"+33612345678\"")),
                400,
                "personal-data-refused");
    }

    @Test
    void doesNotOverlap() {
        active(quality("P3M"));

        assertProblem(propose(dpo(ONE), quality("P2M")), 409, "policy-overlaps");
    }

    /** Of two that overlap and are activated at once, one is. */
    @Test
    void oneOfTwoActivationsAtOnceIsRefused() {
        var ids =
                Stream.of("P3M", "P2M")
                        .map(atMost -> propose(dpo(ONE), quality(atMost)))
                        .map(answer -> answer.then().extract().<String>path("id"))
                        .toList();

        var answers =
                ids.stream()
                        .map(id -> CompletableFuture.supplyAsync(() -> activate(dpo(OTHER), id)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .map(Response::statusCode)
                        .toList();

        assertThat(answers).containsExactlyInAnyOrder(201, 409);
    }

    /** The tenant's own people lay down what binds every controller, who cannot loosen it. */
    @Test
    void ofTheWholeTenantBindsItsControllers() {
        var ofTenant =
                body(null, "QUALITY", "\"atMost\": \"P4M\", \"reference\": \"our decision\"");
        assertProblem(propose(dpo(ONE), ofTenant), 403, "policy-of-another");
        var id = propose(own(ONE), ofTenant).then().statusCode(201).extract().path("id");
        activate(own(OTHER), id.toString()).then().statusCode(201);

        assertProblem(propose(dpo(ONE), quality("P5M")), 422, "policy-loosened");
        dpo(ONE).get("/v1/policies/" + id).then().statusCode(200).body("controller", nullValue());
        assertProblem(activate(dpo(ONE), id.toString()), 403, "policy-of-another");
        assertProblem(withdraw(dpo(ONE), id.toString()), 403, "policy-of-another");
    }

    @Test
    void isNotLaidDownForSomebodyElse() {
        var id = propose(dpo(ONE), quality("P3M")).then().extract().path("id").toString();
        var loire = as("loire-assurance", List.of(), ONE, "dpo");
        var processor = as(VOIX, List.of(RHONE), ONE, "dpo");

        assertProblem(propose(loire, quality("P2M")), 403, "policy-of-another");
        assertProblem(propose(processor, quality("P2M")), 403, "policy-of-another");
        assertProblem(loire.get("/v1/policies/" + id), 404, "retention-policy-unknown");
        assertProblem(activate(loire, id), 404, "retention-policy-unknown");
        assertProblem(withdraw(loire, id), 404, "retention-policy-unknown");
        loire.get("/v1/policies").then().statusCode(200).body("items", empty());
        // Without an agreement a processor sees nothing of the controller's.
        assertProblem(processor.get("/v1/policies/" + id), 404, "retention-policy-unknown");

        PublishedAgreements.inForce(tenant, RHONE, VOIX, "QUALITY");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                processor
                                        .get("/v1/policies")
                                        .then()
                                        .statusCode(200)
                                        .body("items.id", contains(id))
                                        .body("items[0].proposed.by", nullValue()));
        processor
                .get("/v1/policies/" + id)
                .then()
                .statusCode(200)
                .body("proposed.by", nullValue())
                .body("atMost", equalTo("P3M"));
        assertProblem(activate(processor, id), 403, "policy-of-another");
    }

    @Test
    void isUnknownToOtherTenants() {
        var id = propose(dpo(ONE), quality("P3M")).then().extract().path("id").toString();
        var foreign =
                Http.given()
                        .auth()
                        .oauth2(
                                TestTokens.tenantWide(
                                        "t" + UUID.randomUUID(), RHONE, OTHER, "admin"));

        assertProblem(foreign.get("/v1/policies/" + id), 404, "retention-policy-unknown");
        assertProblem(activate(foreign, id), 404, "retention-policy-unknown");
        assertProblem(dpo(ONE).get("/v1/policies/" + "not-an-id"), 404, "retention-policy-unknown");
    }

    @Test
    void areListedInPages() {
        var first = propose(dpo(ONE), quality("P3M")).then().extract().path("id").toString();
        var second = propose(dpo(ONE), quality("P2M")).then().extract().path("id").toString();
        var third =
                propose(
                                dpo(ONE),
                                body(
                                        RHONE,
                                        "TRAINING",
                                        "\"atMost\": \"P1M\", \"reference\": \"x\""))
                        .then()
                        .extract()
                        .path("id")
                        .toString();

        var page =
                dpo(ONE).get("/v1/policies?limit=2")
                        .then()
                        .statusCode(200)
                        .body("items.id", contains(first, second))
                        .body("items.version", contains(1, 2))
                        .extract();
        dpo(ONE).get("/v1/policies?limit=2&cursor=" + page.path("next"))
                .then()
                .statusCode(200)
                .body("items.id", contains(third))
                .body("next", nullValue());
        dpo(ONE).get("/v1/policies?purpose=TRAINING")
                .then()
                .statusCode(200)
                .body("items.id", contains(third));
        assertProblem(dpo(ONE).get("/v1/policies?purpose=PODCAST"), 400, "request-invalid");
    }

    @Test
    void packsShowWhatTheLawProvides() {
        as(VOIX, List.of(), ONE, "quality-analyst")
                .get("/v1/policy-packs")
                .then()
                .statusCode(200)
                .body("items.id", hasItems("FR-RETENTION", "EU-RETENTION"))
                .body(
                        "items.find { it.id == 'FR-RETENTION' }.policies",
                        hasItem(
                                allOf(
                                        Matchers.<String, Object>hasEntry("enabled", false),
                                        Matchers.<String, Object>hasEntry(
                                                "purpose", "EMERGENCY"))));
    }

    private void active(String body) {
        var id = propose(dpo(ONE), body).then().statusCode(201).extract().path("id").toString();
        activate(dpo(OTHER), id).then().statusCode(201);
    }

    private static Response propose(RequestSpecification caller, String body) {
        return propose(caller, UUID.randomUUID().toString(), body);
    }

    private static Response propose(RequestSpecification caller, String key, String body) {
        return Http.given()
                .spec(caller)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/v1/policies");
    }

    private static Response activate(RequestSpecification caller, String id) {
        return Http.given()
                .spec(caller)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/policies/" + id + "/activations");
    }

    private static Response withdraw(RequestSpecification caller, String id) {
        return Http.given()
                .spec(caller)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body("{\"reason\": \"LAW_CHANGED\"}")
                .post("/v1/policies/" + id + "/withdrawals");
    }

    private static String quality(String atMost) {
        return body(
                RHONE,
                "QUALITY",
                "\"atMost\": \"%s\", \"reference\": \"our decision\"".formatted(atMost));
    }

    private static String body(@Nullable String controller, String purpose, String rest) {
        return "{%s\"purpose\": \"%s\", \"from\": \"RECORDING_ENDED\", \"validFrom\": \"2026-12-01\", %s}"
                .formatted(
                        controller == null ? "" : "\"controller\": \"%s\", ".formatted(controller),
                        purpose,
                        rest);
    }

    private RequestSpecification dpo(String person) {
        return as(RHONE, List.of(), person, "dpo");
    }

    /** One of the tenant's own people. */
    private RequestSpecification own(String person) {
        return Http.given().auth().oauth2(TestTokens.tenantWide(tenant, VOIX, person, "admin"));
    }

    private RequestSpecification as(
            String organisation, List<String> onBehalfOf, String person, String role) {
        return Http.given()
                .auth()
                .oauth2(TestTokens.token(tenant, organisation, onBehalfOf, person, role));
    }
}
