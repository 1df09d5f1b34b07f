// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.simulation.SimulationCase.ERASED;
import static io.temoin.retention.simulation.SimulationCase.FROZEN;
import static io.temoin.retention.simulation.SimulationCase.HELD;
import static io.temoin.retention.simulation.SimulationCase.NOON;
import static io.temoin.retention.simulation.SimulationCase.ONE;
import static io.temoin.retention.simulation.SimulationCase.OTHER;
import static io.temoin.retention.simulation.SimulationCase.PERSON;
import static io.temoin.retention.simulation.SimulationCase.RHONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.TestClock;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.DatabaseRole;
import io.temoin.retention.simulation.SimulationCase.Item;
import io.temoin.retention.simulation.SimulationCase.Plan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a policy would change, over HTTP: who asks, what is answered, what is refused. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class SimulationTest {

    private static final String VOIX = "voix-du-rhone";
    private static final String SIMULATIONS = "/v1/policies/{id}/simulations";
    private static final String SIMULATION = SIMULATIONS + "/{simulation}";

    private final SimulationCase its = new SimulationCase();
    private final TestClock clock;
    private final SimulationJob job;

    SimulationTest(TestClock clock, SimulationJob job) {
        this.clock = clock;
        this.job = job;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @Test
    void saysWhatWouldGoStayAndMove() throws SQLException {
        var summer = Plan.of(ItemKind.CALL_DECISION, "PROSPECTING_CALL", "2026-07-10");
        var autumn = Plan.of(ItemKind.CALL_DECISION, "PROSPECTING_CALL", "2026-11-10");
        var sheet = Plan.of(ItemKind.SHEET, "ANALYSIS_SHEET", "2026-07-10");
        its.stored(
                List.of(
                        Item.of(summer, PERSON),
                        Item.of(summer, PERSON),
                        Item.of(summer, HELD),
                        Item.of(summer, FROZEN),
                        Item.of(autumn, PERSON),
                        Item.of(sheet, PERSON)));
        its.recording(RHONE, "PROSPECTING_CALL", "2027-05-24");
        its.recording("loire-energie", "PROSPECTING_CALL", "2027-05-24");
        its.held(RHONE, HELD);
        its.frozen(RHONE, FROZEN);
        var policy = its.shortened("P3M");
        var before = its.digest();

        var simulation = its.simulated(policy);

        its.get(policy, simulation)
                .body("policy", equalTo(policy))
                .body("asOf", equalTo("2026-11-24T11:00:00Z"))
                .body("endedAt", equalTo("2026-11-24T11:00:00Z"))
                .body("expiresAt", equalTo("2026-12-01T11:00:00Z"))
                .body("percent", equalTo(100))
                .body("counted", equalTo(7))
                .body("earlier", equalTo(5))
                .body("later", equalTo(0))
                .body("unchanged", equalTo(2))
                .body("outcomes.outcome", contains("DUE", "SCHEDULED", "HELD", "FROZEN"))
                .body("outcomes.now", contains(0, 6, 1, 0))
                .body("outcomes.then", contains(2, 3, 1, 1))
                .body("problem", nullValue());
        assertThat(its.counts(policy, simulation, "then"))
                .containsOnlyKeys(
                        "CALL_DECISION rhone-telecom [PROSPECTING_CALL] DUE 2026-10",
                        "CALL_DECISION rhone-telecom [PROSPECTING_CALL] HELD 2026-10",
                        "CALL_DECISION rhone-telecom [PROSPECTING_CALL] FROZEN 2026-10",
                        "CALL_DECISION rhone-telecom [PROSPECTING_CALL] SCHEDULED 2027-02",
                        "SHEET rhone-telecom [ANALYSIS_SHEET] SCHEDULED 2027-07",
                        "RECORDING rhone-telecom [PROSPECTING_CALL] SCHEDULED 2027-05");
        // Nothing has changed: no event, no plan, no day.
        assertThat(its.digest()).isEqualTo(before);
    }

    /** Of erased people: what proves that a recording is lawful, which stays, is not due. */
    @Test
    void saysThatWhatStaysWithARecordingStays() throws SQLException {
        var summer = Plan.of(ItemKind.CALL_DECISION, "PROSPECTING_CALL", "2026-07-10");
        Item free = Item.of(summer, ERASED);
        Item kept = Item.of(summer, ERASED);
        Item keptByAHold = Item.of(summer, ERASED);
        its.stored(List.of(free, kept, keptByAHold));
        its.recordingOf(kept, "2026-12-24");
        its.recordingOf(keptByAHold, "2026-11-20");
        its.erased(ERASED, "2026-11-20");
        var policy = its.shortened("P6M");

        var simulation = its.simulated(policy);

        assertThat(its.counts(policy, simulation, "now"))
                .containsOnlyKeys(
                        "CALL_DECISION rhone-telecom [PROSPECTING_CALL] DUE 2026-11",
                        "CALL_DECISION rhone-telecom [PROSPECTING_CALL] KEPT_WITH_RECORDING"
                                + " 2026-12",
                        "CALL_DECISION rhone-telecom [PROSPECTING_CALL] KEPT_WITH_RECORDING"
                                + " 2027-07",
                        "RECORDING rhone-telecom [QUALITY] SCHEDULED 2026-12",
                        "RECORDING rhone-telecom [QUALITY] DUE 2026-11");
        assertThat(its.counts(policy, simulation, "then"))
                .containsKeys(
                        "CALL_DECISION rhone-telecom [PROSPECTING_CALL] KEPT_WITH_RECORDING"
                                + " 2026-12",
                        "CALL_DECISION rhone-telecom [PROSPECTING_CALL] KEPT_WITH_RECORDING"
                                + " 2027-01");
    }

    @Test
    void whatWaitsForAPersonIsNotDue() throws SQLException {
        var summer = Plan.of(ItemKind.CALL_DECISION, "PROSPECTING_CALL", "2026-07-10");
        its.stored(List.of(Item.of(summer, PERSON)));
        its.recording(RHONE, "QUALITY", "2026-10-10");
        DatabaseRole.APP.run(
                """
                select set_config('temoin.tenant', '%1$s', false);
                update retained_item set review_at = due_at where tenant = '%1$s'"""
                        .formatted(its.tenant));
        var policy =
                its.proposed(
                        """
                        {"controller": "rhone-telecom", "purpose": "PROSPECTING_CALL",
                         "from": "CONSENT_GIVEN", "atMost": "P3M", "review": true,
                         "reference": "our decision", "validFrom": "2026-01-01"}""");

        its.get(policy, its.simulated(policy))
                .body("outcomes.outcome", contains("AWAITING_REVIEW", "SCHEDULED"))
                .body("outcomes.now", contains(1, 1))
                .body("outcomes.then", contains(2, 0));
    }

    /** A policy of a campaign moves nothing of another, which is not counted either. */
    @Test
    void countsWhatIsInTheScopeOfThePolicy() throws SQLException {
        var fibre = Plan.of(ItemKind.CALL_DECISION, "PROSPECTING_CALL", "2026-07-10");
        var mobile =
                new Plan(
                        UUID.randomUUID(),
                        ItemKind.CALL_DECISION,
                        RHONE,
                        "mobile",
                        fibre.keptFor(),
                        fibre.startedOn(),
                        null);
        its.stored(List.of(Item.of(fibre, PERSON), Item.of(mobile, PERSON)));
        its.recording(RHONE, "QUALITY", "2027-05-24");
        var policy =
                its.proposed(
                        """
                        {"controller": "rhone-telecom", "campaign": "mobile",
                         "purpose": "PROSPECTING_CALL", "from": "CONSENT_GIVEN", "atMost": "P3M",
                         "reference": "our decision", "validFrom": "2026-01-01"}""");

        its.get(policy, its.simulated(policy))
                .body("counted", equalTo(1))
                .body("earlier", equalTo(1));
    }

    /** The tenant's own people count all controllers' items. */
    @Test
    void ofTheWholeTenantCountsAllControllers() throws SQLException {
        var rhone = Plan.of(ItemKind.CALL_DECISION, "PROSPECTING_CALL", "2026-07-10");
        var loire =
                new Plan(
                        UUID.randomUUID(),
                        rhone.kind(),
                        "loire-energie",
                        null,
                        rhone.keptFor(),
                        rhone.startedOn(),
                        null);
        its.stored(List.of(Item.of(rhone, PERSON), Item.of(loire, PERSON)));
        its.recording("loire-energie", "QUALITY", "2027-05-24");
        var policy =
                tenantWide()
                        .contentType("application/json")
                        .body(
                                """
                                {"purpose": "PROSPECTING_CALL", "from": "CONSENT_GIVEN",
                                 "atMost": "P3M", "reference": "our decision",
                                 "validFrom": "2026-01-01"}""")
                        .post("/v1/policies")
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id");
        assertProblem(its.simulate(dpo(), policy), 403, "policy-of-another");
        var simulation =
                its.simulate(tenantWide(), policy)
                        .then()
                        .statusCode(202)
                        .extract()
                        .<String>path("id");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                tenantWide()
                                        .get(SIMULATION, policy, simulation)
                                        .then()
                                        .statusCode(200)
                                        .body("state", equalTo("COMPLETED")));

        tenantWide()
                .get(SIMULATION, policy, simulation)
                .then()
                .body("counted", equalTo(3))
                .body("earlier", equalTo(2));
        assertProblem(dpo().get(SIMULATION, policy, simulation), 403, "policy-of-another");
        assertProblem(
                dpo().get(SIMULATION + "/counts", policy, simulation), 403, "policy-of-another");
    }

    @Test
    void isQueuedOnceForOneKey() {
        var policy = its.shortened("P3M");
        var key = UUID.randomUUID().toString();
        var first =
                its.simulate(dpo(key), policy)
                        .then()
                        .statusCode(202)
                        .header("Idempotent-Replay", nullValue())
                        .body("state", equalTo("RUNNING"))
                        .body("percent", equalTo(0))
                        .body("outcomes", empty())
                        .extract();
        String id = first.path("id");
        assertThat(first.header("Location"))
                .isEqualTo("/v1/policies/" + policy + "/simulations/" + id);
        its.awaitState(policy, id, "COMPLETED").body("counted", equalTo(0));
        its.activate(policy);

        // What was asked then is answered, though it could not be asked any more.
        its.simulate(dpo(key), policy)
                .then()
                .statusCode(202)
                .header("Idempotent-Replay", "true")
                .body("id", equalTo(id))
                .body("state", equalTo("COMPLETED"))
                .header("Location", endsWith(id));
        assertProblem(
                Http.given()
                        .auth()
                        .oauth2(TestTokens.token(its.tenant, RHONE, List.of(), ONE, "dpo"))
                        .post(SIMULATIONS, policy),
                400,
                "idempotency-key-missing");
    }

    @Test
    void isOfAProposalThatCouldBeActivated() {
        var active = its.shortened("P6M");
        var overlapping = its.shortened("P3M");
        its.activate(active);

        assertProblem(its.simulate(dpo(), active), 409, "policy-state-conflict");
        assertProblem(its.simulate(dpo(), overlapping), 409, "policy-overlaps");
        dpo().contentType("application/json")
                .body("{\"reason\": \"LAW_CHANGED\"}")
                .post("/v1/policies/{id}/withdrawals", active)
                .then()
                .statusCode(201);
        assertProblem(its.simulate(dpo(), active), 409, "policy-state-conflict");
        assertProblem(
                its.simulate(dpo(), UUID.randomUUID().toString()), 404, "retention-policy-unknown");
        assertProblem(its.simulate(dpo(), "not-an-id"), 404, "retention-policy-unknown");
    }

    @Test
    void isTheAffairOfThoseWhoLayDownPoliciesOfTheScope() {
        var policy = its.shortened("P3M");
        var simulation = its.simulated(policy);
        List<Supplier<RequestSpecification>> strangers =
                List.of(
                        () -> its.as("loire-energie", ONE, "dpo"),
                        this::processor,
                        SimulationTest::foreign);

        for (var stranger : strangers) {
            assertProblem(its.simulate(stranger.get(), policy), 404, "retention-policy-unknown");
            assertProblem(
                    stranger.get().get(SIMULATION, policy, simulation),
                    404,
                    "retention-policy-unknown");
            assertProblem(
                    stranger.get().get(SIMULATION + "/counts", policy, simulation),
                    404,
                    "retention-policy-unknown");
        }
        for (var role : List.of("supervisor", "agent", "quality-analyst")) {
            assertThat(its.simulate(its.as(RHONE, ONE, role), policy).statusCode()).isEqualTo(403);
            assertThat(its.as(RHONE, ONE, role).get(SIMULATION, policy, simulation).statusCode())
                    .isEqualTo(403);
        }
        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "PROSPECTING_CALL");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertProblem(
                                        its.simulate(processor(), policy),
                                        403,
                                        "policy-of-another"));
        assertProblem(processor().get(SIMULATION, policy, simulation), 403, "policy-of-another");
    }

    @Test
    void isOfOnePolicyAndExpires() throws SQLException {
        var policy = its.shortened("P3M");
        var other = its.shortened("P2M");
        var simulation = its.simulated(policy);

        assertProblem(dpo().get(SIMULATION, other, simulation), 404, "simulation-unknown");
        assertProblem(dpo().get(SIMULATION, policy, "not-an-id"), 404, "simulation-unknown");
        assertProblem(dpo().get(SIMULATION, policy, UUID.randomUUID()), 404, "simulation-unknown");
        clock.set(NOON.plus(Duration.ofDays(7)));
        assertProblem(dpo().get(SIMULATION, policy, simulation), 404, "simulation-unknown");
        assertProblem(
                dpo().get(SIMULATION + "/counts", policy, simulation), 404, "simulation-unknown");

        job.expire();

        assertThat(its.number("select count(*) from policy_simulation")).isZero();
        assertThat(its.number("select count(*) from simulated_items")).isZero();
    }

    private RequestSpecification dpo() {
        return its.as(RHONE, ONE, "dpo");
    }

    private RequestSpecification dpo(String key) {
        return Http.given()
                .auth()
                .oauth2(TestTokens.token(its.tenant, RHONE, List.of(), ONE, "dpo"))
                .header("Idempotency-Key", key);
    }

    private RequestSpecification processor() {
        return Http.given()
                .auth()
                .oauth2(TestTokens.token(its.tenant, VOIX, List.of(RHONE), ONE, "dpo"))
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static RequestSpecification foreign() {
        return Http.given()
                .auth()
                .oauth2(TestTokens.tenantWide("t" + UUID.randomUUID(), RHONE, OTHER, "admin"))
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** One of the tenant's own people. */
    private RequestSpecification tenantWide() {
        return Http.given()
                .auth()
                .oauth2(TestTokens.tenantWide(its.tenant, VOIX, ONE, "admin"))
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }
}
