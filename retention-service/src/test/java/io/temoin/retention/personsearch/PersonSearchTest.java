// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A DPO is told in one call what is held about a person, and that is on record. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PersonSearchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RHONE = "rhone-telecom";
    private final String tenant = "t" + UUID.randomUUID();
    private final SearchedPerson person = new SearchedPerson(tenant);
    private final TestClock clock;

    PersonSearchTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(Instant.parse("2026-11-24T11:00:00Z"));
    }

    @Test
    void tellsWhatIsHeldWhyUntilWhenAndWhoListened() {
        var recording = UUID.randomUUID();
        person.recorded(recording, person.subject());
        listened(recording, UUID.randomUUID());
        var request = asked();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                person.search(SearchedPerson.body())
                                        .then()
                                        .body("items[0].accesses", hasSize(1)));
        person.search(SearchedPerson.body())
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("private, no-store"))
                .body("subject", equalTo(person.subject()))
                .body("controller", equalTo(RHONE))
                .body("items.item.id", contains(recording.toString()))
                .body("items[0].item.kind", equalTo("RECORDING"))
                .body("items[0].item.service", equalTo("RECORDING"))
                .body("items[0].item.state", equalTo("SCHEDULED"))
                .body("items[0].item.end.dueOn", equalTo("2027-05-24"))
                .body("items[0].item.end.keptByLaw", equalTo(false))
                .body("items[0].item.because.purpose", contains("QUALITY"))
                .body("items[0].item.because.rule", contains("PURPOSE_PERIOD"))
                .body("items[0].item.because[0].reference", notNullValue())
                .body("items[0].accesses[0].role", equalTo("quality-analyst"))
                .body("items[0].accesses[0].organisation", equalTo(RHONE))
                .body("items[0].accesses[0].purpose", equalTo("QUALITY"))
                .body("items[0].accesses[0].reason", equalTo("COMPLAINT"))
                .body("items[0].accesses[0].firstHeardAt", equalTo("2026-11-24T10:04:20Z"))
                .body("items[0].accesses[0].lastHeardAt", equalTo("2026-11-24T10:04:41Z"))
                .body("requests.id", contains(request))
                .body("next", nullValue());
    }

    /** A legal hold keeps it, and the answer says so. */
    @Test
    void tellsWhatTheLawKeeps() {
        var recording = UUID.randomUUID();
        person.recorded(recording, person.subject());
        var hold =
                Tokens.dpo(tenant)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType("application/json")
                        .body(
                                """
                                {"controller": "rhone-telecom", "criteria": {"purposes": ["QUALITY"]},
                                 "ground": "LITIGATION", "authority": "Legal department", "reference": "RG-1"}""")
                        .post("/v1/holds")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id")
                        .toString();

        person.search(SearchedPerson.body())
                .then()
                .body("items[0].item.end.keptByLaw", equalTo(true))
                .body("items[0].item.end.holds", contains(hold));
    }

    /** Whoever asks what is held of them is to be answered, also that it is nothing. */
    @Test
    void tellsThatNothingIsHeld() {
        person.search(SearchedPerson.body())
                .then()
                .statusCode(200)
                .body("subject", equalTo(person.subject()))
                .body("items", empty())
                .body("requests", empty());
    }

    @Test
    void findsThePersonByAnythingThatIsKnown() {
        var recording = UUID.randomUUID();
        person.recorded(recording, person.subject());
        var request = asked();

        for (var by :
                Map.of(
                                "recording",
                                recording.toString(),
                                "request",
                                request,
                                "subject",
                                person.subject())
                        .entrySet()) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    person.search(
                                                    "{\"%s\": \"%s\"}"
                                                            .formatted(by.getKey(), by.getValue()))
                                            .then()
                                            .statusCode(200)
                                            .body("subject", equalTo(person.subject()))
                                            .body("requests.id", contains(request))
                                            .body("items.item.id", contains(recording.toString())));
        }
        assertProblem(
                person.search("{\"recording\": \"%s\"}".formatted(UUID.randomUUID())),
                404,
                "reference-unknown");
    }

    /** Neither another person's, nor another controller's. */
    @Test
    void tellsNothingOfOthers() {
        person.recorded(UUID.randomUUID(), "fedcba9876543210fedcba9876543210");
        var loire = UUID.randomUUID();
        try (var topic = new RecordingTopic()) {
            topic.publish(
                    RecordingTopic.event(
                            tenant,
                            loire,
                            "RecordingStored",
                            data ->
                                    data.put("subject", person.subject())
                                            .put("controller", "loire")));
        }
        person.awaitItem(loire, as("loire", "dpo"));

        person.search(SearchedPerson.body()).then().statusCode(200).body("items", empty());
        as("loire", "dpo")
                .contentType("application/json")
                .body(SearchedPerson.body())
                .post("/v1/persons/search")
                .then()
                .statusCode(200)
                .body("items.item.id", contains(loire.toString()));
    }

    @Test
    void answersTheControllersDpoOnly() {
        PublishedAgreements.inForce(tenant, RHONE, "voix-du-rhone", "QUALITY");
        var stated =
                "{\"number\": \"%s\", \"controller\": \"rhone-telecom\"}"
                        .formatted(SearchedPerson.NUMBER);
        for (String organisation : List.of("voix-du-rhone", "loire")) {
            assertProblem(
                    as(organisation, "dpo")
                            .contentType("application/json")
                            .body(stated)
                            .post("/v1/persons/search"),
                    403,
                    "controller-not-authorised");
        }
        for (String role : List.of("agent", "supervisor", "admin", "quality-analyst")) {
            as(RHONE, role)
                    .contentType("application/json")
                    .body(stated)
                    .post("/v1/persons/search")
                    .then()
                    .statusCode(403);
        }
    }

    /** The page is on record before it is shown, without the number. */
    @Test
    void recordsEverySearchByPseudonym() {
        var recording = UUID.randomUUID();
        person.recorded(recording, person.subject());

        person.search(SearchedPerson.body()).then().statusCode(200);

        var messages =
                TopicTail.await(
                        "retention.events",
                        key -> key.startsWith(tenant + "/personsearch-"),
                        found -> !found.isEmpty());
        var published =
                messages.stream()
                        .map(it -> new String(it.value(), StandardCharsets.UTF_8))
                        .toList();
        assertThat(published)
                .singleElement()
                .asString()
                .contains(person.subject(), "\"lookup\":\"NUMBER\"", "\"items\":1", "\"page\":1")
                .doesNotContain("99 00 12 34", "199001234");
    }

    /** Whoever looks for people elsewhere, or at a guess, is on record as whoever finds one. */
    @Test
    void recordsARefusedSearch() {
        assertProblem(
                as("loire", "dpo")
                        .contentType("application/json")
                        .body(
                                "{\"subject\": \"%s\", \"controller\": \"rhone-telecom\"}"
                                        .formatted(person.subject()))
                        .post("/v1/persons/search"),
                403,
                "controller-not-authorised");
        assertProblem(
                person.search("{\"request\": \"%s\"}".formatted(UUID.randomUUID())),
                404,
                "reference-unknown");

        var published =
                TopicTail.await(
                        "retention.events",
                        key -> key.startsWith(tenant + "/personsearch-"),
                        found -> found.size() == 2);
        published.forEach(
                it ->
                        EventContract.of(TopicTail.header(it, "ce_type"))
                                .accepts(new String(it.value(), StandardCharsets.UTF_8)));
        assertThat(published)
                .extracting(it -> new String(it.value(), StandardCharsets.UTF_8))
                .satisfiesExactlyInAnyOrder(
                        elsewhere ->
                                assertThat(elsewhere)
                                        .contains(
                                                "\"code\":\"CONTROLLER_NOT_AUTHORISED\"",
                                                "\"lookup\":\"SUBJECT\"",
                                                person.subject()),
                        unknown ->
                                assertThat(unknown)
                                        .contains(
                                                "\"code\":\"REFERENCE_UNKNOWN\"",
                                                "\"lookup\":\"REQUEST\"",
                                                RHONE)
                                        .doesNotContain("subject"));
    }

    @Test
    void takesExactlyOneWayToThePerson() {
        for (String body :
                List.of(
                        "{}",
                        "{\"controller\": \"rhone-telecom\"}",
                        "{\"number\": \"%s\", \"subject\": \"%s\"}"
                                .formatted(SearchedPerson.NUMBER, person.subject()),
                        "{\"number\": \"12\"}",
                        "{\"subject\": \"nobody\"}",
                        "{\"recording\": \"nothing\"}",
                        "{\"number\": \"%s\", \"limit\": 201}".formatted(SearchedPerson.NUMBER))) {
            assertProblem(person.search(body), 400, "request-invalid");
        }
    }

    private RequestSpecification as(String organisation, String role) {
        return Http.given()
                .auth()
                .oauth2(
                        TestTokens.token(
                                tenant,
                                organisation,
                                List.of(RHONE),
                                "00000000-0000-4000-8000-0000000000c1",
                                role));
    }

    /** By a letter, and listed. */
    private String asked() {
        var id =
                Tokens.dpo(tenant)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType("application/json")
                        .body(
                                """
                                {"type": "ACCESS", "way": "LETTER",
                                 "about": {"number": "%s", "controller": "rhone-telecom"}}"""
                                        .formatted(SearchedPerson.NUMBER))
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id")
                        .toString();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                person.search(SearchedPerson.body())
                                        .then()
                                        .statusCode(200)
                                        .body("requests", not(empty())));
        return id;
    }

    /** Granted, and heard twice, in the wrong order and more than once. */
    private void listened(UUID recording, UUID listening) {
        var granted =
                RecordingTopic.event(
                        tenant,
                        recording,
                        "ListeningGranted",
                        data ->
                                data.put("subject", person.subject())
                                        .put("listening", listening.toString()));
        var heard =
                RecordingTopic.event(
                        tenant,
                        recording,
                        "PlaybackRecorded",
                        data ->
                                data.put("subject", person.subject())
                                        .put("listening", listening.toString()));
        try (var topic = new RecordingTopic()) {
            topic.publish(heard);
            topic.publish(granted);
            topic.publish(heard);
            topic.publish(granted);
        }
    }
}
