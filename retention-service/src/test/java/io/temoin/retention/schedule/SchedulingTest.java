// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.RecordingCase.NOON;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the events of recording-service to the last day of a recording, and its explanation. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class SchedulingTest {

    private final RecordingCase its = new RecordingCase();
    private final TestClock clock;

    SchedulingTest(TestClock clock) {
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
    void givesAStoredRecordingItsLastDay() {
        // When
        its.stored("QUALITY", "TRAINING");

        // Then
        its.awaitStage("SCHEDULED")
                .body("dueOn", equalTo("2027-05-24"))
                .body("dueAt", equalTo("2027-05-24T22:00:00Z"))
                .body("purposes.purpose", contains("TRAINING", "QUALITY"))
                .body("purposes.policyVersion", contains(1, 1))
                .body("holds", empty())
                .body("order", nullValue());
    }

    @Test
    void endsItOnTheDayItsPurposeIsFulfilled() {
        // Given
        its.stored("QUALITY");

        // When
        its.fulfilled("QUALITY");

        // Then
        its.awaitDue("2026-11-24");
        its.explanation()
                .body("state", equalTo("SCHEDULED"))
                .body("because.rule", contains("PURPOSE_FULFILLED"))
                .body("because.policyVersion", contains(1))
                .body("holds", empty())
                .body("sentences", hasItem("No legal hold."))
                .body(
                        "sentences[0]",
                        startsWith(
                                "The purpose “service quality” was fulfilled on 24 November 2026"));
    }

    @Test
    void explainsItInTheLanguageOfTheReader() {
        // When
        its.stored("QUALITY");

        // Then
        its.awaitDue("2027-05-24");
        its.explanation()
                .header("Content-Language", "en")
                .header("Vary", containsString("Accept-Language"));
        its.explanation("fr-CA, en;q=0.5")
                .header("Content-Language", "fr")
                .header("Vary", containsString("Accept-Language"))
                .body("because.purpose", contains("QUALITY"))
                .body("sentences", hasItem("Aucun gel des données."))
                .body(
                        "sentences[0]",
                        startsWith(
                                "La finalité « qualité de service » justifie une conservation de 6"
                                        + " mois au plus à compter du 24 novembre 2026"));
    }

    @Test
    void keepsWhatALawOrdersKept() {
        // Given
        its.stored("INVESTMENT_ORDER");

        // When
        its.fulfilled("INVESTMENT_ORDER");

        // Then
        its.awaitStage("UNDER_MINIMUM").body("dueOn", equalTo("2031-11-24"));
    }

    @Test
    void leavesAConflictOfLawsToAPerson() {
        // When
        its.stored("INVESTMENT_ORDER", "INSURANCE_NO_SALE");

        // Then
        its.awaitStage("IN_CONFLICT").body("dueOn", nullValue());
        its.explanation().body("sentences", hasItem(containsString("a person must decide")));
    }

    @Test
    void takesAFulfilmentThatComesFirst() {
        // Given
        its.fulfilled("QUALITY");

        // When
        its.stored("QUALITY");

        // Then
        its.awaitDue("2026-11-24");
    }

    /** B6: six months after the end of August are over with February. */
    @Test
    void b6EndsOnTheLastDayOfAShorterMonth() {
        // When
        its.topic.publish(
                RecordingTopic.event(
                        its.tenant,
                        its.recording,
                        "RecordingStored",
                        data -> {
                            data.putArray("purposes").add("QUALITY");
                            data.put("startedAt", "2026-08-31T08:56:20Z");
                            data.put("endedAt", "2026-08-31T09:00:00Z");
                        }));

        // Then
        its.awaitDue("2027-02-28");
        its.item().body("dueAt", equalTo("2027-02-28T23:00:00Z"));
    }
}
