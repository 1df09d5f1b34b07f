// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws, by HTTP. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class RulePackResourceTest {

    private static final String ITALY = "items.find { it.id == 'IT-2026' }.";

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void listsEveryVersionWithItsSourceAndItsMarks() {
        get("").then()
                .statusCode(200)
                .body("items", hasSize(RulePacks.FILES.size()))
                .body(ITALY + "version", equalTo("2026.3"))
                .body(ITALY + "jurisdictions", contains("IT"))
                .body(ITALY + "validFrom", equalTo("2026-06-19"))
                .body(ITALY + "source.confidence", equalTo("SECONDARY"))
                .body(ITALY + "source.reviewedOn", equalTo("2026-11-24"))
                .body(ITALY + "stale", equalTo(false))
                .body(ITALY + "gaps.find { it.rule == 'Hours' }.mark", equalTo("MUST_BE_CHECKED"))
                .body("items.find { it.id == 'FR-2023' }.validTo", equalTo("2026-08-11"));
    }

    /** B7. */
    @Test
    void showsWhatNobodyReviewedForAYear() {
        CallingClock.set(Instant.parse("2027-11-26T09:30:00Z"));

        get("").then().body(ITALY + "stale", equalTo(true));
    }

    /** As it was shipped, and of the form that is published. */
    @ParameterizedTest
    @ValueSource(
            strings = {"FR-2023/2026.2", "FR-2026/2026.4", "IT-2026/2026.3", "US-FED-2025/2026.3"})
    void givesAWholePack(String pack) throws IOException {
        Response answer = get("/" + pack);

        answer.then().statusCode(200).body("id", equalTo(pack.split("/", -1)[0]));
        assertThat(RulePacksTest.schema().validate(new ObjectMapper().readTree(answer.asString())))
                .isEmpty();
    }

    @Test
    void tellsWhatABreachMayCostAndWhatRestsOnPractice() {
        get("/FR-2026/2026.4")
                .then()
                .body("sanctions[0].amount", equalTo(75_000))
                .body("sanctions[1].amount", equalTo(375_000))
                .body("sanctions.source", hasItem("C. conso. L223-1"));
        get("/ES-2025/2026.3").then().body("registers.standing", contains("PRACTICE"));
        get("/IT-2026/2026.3").then().body("exemptions.standing", hasItem("PRACTICE"));
    }

    @ParameterizedTest
    @CsvSource({"FR-2026/2026.99", "XX-2026/2026.1"})
    void knowsNoOther(String pack) {
        assertProblem(get("/" + pack), 404, "rule-pack-unknown");
    }

    private static Response get(String path) {
        return Http.given()
                .auth()
                .oauth2(
                        TestTokens.token(
                                "helios",
                                "voix-du-rhone",
                                List.of("rhone-telecom"),
                                "0f0e0d0c-0000-4000-8000-000000000001",
                                "supervisor"))
                .get("/v1/rule-packs" + path);
    }
}
