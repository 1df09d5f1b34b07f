// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.RecordingTopic.stored;
import static io.temoin.retention.schedule.RecordingCase.AFTER_MIDNIGHT;
import static io.temoin.retention.schedule.RecordingCase.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.ProblemAssertions;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees which items, and how lists are asked for. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ShowingTest {

    private static final String RHONE = "rhone-telecom";
    private static final String VOIX = "voix-du-rhone";
    private static final String ATLAS = "atlas-contact";

    private final RecordingCase its = new RecordingCase();
    private final TestClock clock;

    ShowingTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Test
    void showsAProcessorTheCallsItMadeWhileItIsInstructed() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        sees(VOIX, false);

        var agreement = PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        PublishedAgreements.inForce(its.tenant, RHONE, ATLAS, "QUALITY");

        sees(VOIX, true);
        sees(ATLAS, false);
        sees("loire-assurance", false);
        PublishedAgreements.amend(agreement, "TRAINING");
        sees(VOIX, false);
    }

    @ParameterizedTest
    @CsvSource({
        "fibre-autumn, fibre-autumn, true",
        "fibre-autumn, mobile, false",
        ", mobile, false"
    })
    void showsAProcessorTheCampaignsItIsInstructedFor(
            @Nullable String campaign, String instructed, boolean seen) {
        its.storedFor(campaign, "QUALITY");
        its.awaitListed("SCHEDULED");
        var agreement = PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        sees(VOIX, true);

        PublishedAgreements.narrow(agreement, List.of(instructed), "QUALITY");

        sees(VOIX, seen);
        sees(RHONE, true);
    }

    /** A count of what is due in a campaign that it lost would tell of it, too. */
    @Test
    void letsAProcessorOrderNothingOfACampaignThatItLost() {
        its.storedFor("fibre-autumn", "QUALITY");
        its.fulfilled("QUALITY");
        its.awaitDue("2026-11-24");
        clock.set(AFTER_MIDNIGHT);
        its.awaitListed("SCHEDULED");
        var agreement = PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        PublishedAgreements.narrow(agreement, List.of("mobile"), "QUALITY");

        orders(VOIX, 0);
        orders(RHONE, 1);
    }

    private void orders(String organisation, int due) {
        asking(organisation, "dpo")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/disposition-runs")
                .then()
                .statusCode(201)
                .body("dueItems", equalTo(due))
                .body("ordered", equalTo(due));
    }

    @Test
    void hidesEverythingFromAProcessorWhoseAgreementIsSuspended() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        var agreement = PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        sees(VOIX, true);

        PublishedAgreements.suspend(agreement);

        sees(VOIX, false);
    }

    @Test
    void showsTheWholeTenantToItsOwnPeopleAlone() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");

        var own = TestTokens.tenantWide(its.tenant, "helios", "actor", "dpo");
        var foreign = TestTokens.tenantWide("t" + UUID.randomUUID(), "helios", "actor", "dpo");

        Http.given().auth().oauth2(own).get("/v1/items").then().body("items", hasSize(1));
        Http.given().auth().oauth2(own).get("/v1/items/{id}", its.recording).then().statusCode(200);
        Http.given().auth().oauth2(foreign).get("/v1/items").then().body("items", empty());
    }

    /** In the list, and by its id, whatever the role. */
    private void sees(String organisation, boolean seen) {
        for (String role : List.of("dpo", "admin", "supervisor", "quality-analyst")) {
            asking(organisation, role)
                    .get("/v1/items")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(seen ? 1 : 0));
            for (String part : List.of("", "/explanation")) {
                var answer = asking(organisation, role).get("/v1/items/" + its.recording + part);
                if (seen) {
                    answer.then().statusCode(200);
                } else {
                    ProblemAssertions.assertProblem(answer, 404, "item-unknown");
                }
            }
        }
    }

    private RequestSpecification asking(String organisation, String role) {
        return Tokens.as(its.tenant, organisation, List.of(RHONE), role);
    }

    /** A filter that is passed over answers with everything. */
    @Test
    void honoursEachFilter() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        String dueAt = its.item().extract().path("dueAt");

        assertThat(listed("state", "SCHEDULED")).hasSize(1);
        assertThat(listed("state", "ORDERED")).isEmpty();
        assertThat(listed("dueBefore", dueAt)).isEmpty();
        assertThat(listed("dueBefore", Instant.parse(dueAt).plusMillis(1).toString())).hasSize(1);
    }

    private List<String> listed(String filter, String value) {
        return Tokens.dpo(its.tenant)
                .queryParam(filter, value)
                .get("/v1/items")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=NOPE",
                "limit=abc",
                "dueBefor=2027-01-01",
                "limit=1&limit=2",
                "x=%00"
            })
    void refusesAQueryThatCannotBeRead(String query) {
        ProblemAssertions.assertProblem(
                Tokens.dpo(its.tenant).urlEncodingEnabled(false).get("/v1/items?" + query),
                400,
                "request-invalid");
    }

    @Test
    void hasNoItemWhoseIdIsNoText() {
        ProblemAssertions.assertProblem(
                Tokens.dpo(its.tenant).urlEncodingEnabled(false).get("/v1/items/%00"),
                404,
                "item-unknown");
    }

    @Test
    void pagesThroughAList() {
        // Given
        for (int i = 0; i < 3; i++) {
            its.topic.publish(stored(its.tenant, UUID.randomUUID(), "QUALITY"));
        }
        its.awaitCount("SCHEDULED", null, 3);

        // When
        var first = Tokens.dpo(its.tenant).queryParam("limit", 2).get("/v1/items").then();
        String next = first.body("items", hasSize(2)).extract().path("next");
        var second =
                Tokens.dpo(its.tenant)
                        .queryParam("limit", 2)
                        .queryParam("cursor", next)
                        .get("/v1/items")
                        .then();

        // Then
        first.header("Link", containsString("rel=\"next\""));
        second.body("items", hasSize(1)).body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "2027-02-01,2037-01-31,200",
        "2027-02-01,2037-02-01,400",
        "2027-02-02,2027-02-01,400",
        "-999999999-01-01,-999999999-01-02,400",
        "2027-02-01,+999999999-12-31,400",
        "+999999999-12-31,+999999999-12-31,400"
    })
    void theCalendarCoversUpToTenYears(String from, String to, int status) {
        Tokens.dpo(its.tenant)
                .queryParam("from", from)
                .queryParam("to", to)
                .get("/v1/disposition-calendar")
                .then()
                .statusCode(status);
    }

    @Test
    void refusesWhatItCannotUnderstand() {
        ProblemAssertions.assertProblem(
                Tokens.dpo(its.tenant).get("/v1/items?state=LOST"), 400, "request-invalid");
        ProblemAssertions.assertProblem(
                Tokens.dpo(its.tenant).get("/v1/items?dueBefore=soon"), 400, "request-invalid");
        ProblemAssertions.assertProblem(
                Tokens.dpo(its.tenant).get("/v1/items?cursor=abc"), 400, "cursor-invalid");
        ProblemAssertions.assertProblem(
                Tokens.dpo(its.tenant).get("/v1/items/first"), 404, "item-unknown");
        ProblemAssertions.assertProblem(
                Tokens.dpo(its.tenant).get("/v1/items/{id}", UUID.randomUUID()),
                404,
                "item-unknown");
        ProblemAssertions.assertProblem(
                Tokens.dpo(its.tenant).post("/v1/disposition-runs"),
                400,
                "idempotency-key-missing");
    }
}
