// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.RecordingTopic.stored;
import static io.temoin.retention.schedule.RecordingCase.NOON;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.ProblemAssertions;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.UUID;

/** Who sees which items, and how lists are asked for. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ShowingTest {

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
    void doesNotShowItemsOfControllersTheCallerDoesNotActFor() {
        // Given
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");

        // When
        var acting = Tokens.as(its.tenant, "voix", List.of("rhone-telecom"), "supervisor");
        var other = Tokens.as(its.tenant, "voix", List.of("loire-assurance"), "supervisor");

        // Then
        acting.get("/v1/items").then().statusCode(200).body("items", hasSize(1));
        Tokens.dpo("t" + UUID.randomUUID()).get("/v1/items").then().body("items", empty());
        other.get("/v1/items").then().statusCode(200).body("items", empty());
        ProblemAssertions.assertProblem(
                Tokens.as(its.tenant, "voix", List.of("loire-assurance"), "supervisor")
                        .get("/v1/items/{id}", its.recording),
                404,
                "item-unknown");
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
