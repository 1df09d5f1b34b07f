// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.inspection;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever reads personal data is on record before it is shown. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class PersonalReadingsTest {

    private static final String ACTOR = "0f0e0d0c-0000-4000-8000-000000000001";

    private final String number = freshNumber();
    private final String correlation = UUID.randomUUID().toString();
    private String consent = "";
    private String subject = "";
    private String decision = "";
    private String link = "";

    /** Every answer of this service about one person. */
    enum Reading {
        RECORD("CONSENT_RECORD", "CONSENT", "EVIDENCE") {
            @Override
            Response ask(PersonalReadingsTest test) {
                return test.towards("dpo").get("/v1/consents/" + test.consent);
            }
        },
        RECEIPT("CONSENT_RECEIPT", "CONSENT", "EVIDENCE") {
            @Override
            Response ask(PersonalReadingsTest test) {
                return test.towards("agent").get("/v1/consents/" + test.consent + "/receipt");
            }
        },
        PROOF("CONSENT_PROOF", "NUMBER", "CONSENT", "EVIDENCE") {
            @Override
            Response ask(PersonalReadingsTest test) {
                return test.towards("agent").get("/v1/consents/" + test.consent + "/proof");
            }
        },
        PREFERENCES("PREFERENCES", "PREFERENCES") {
            @Override
            Response ask(PersonalReadingsTest test) {
                return test.towards("agent").get("/v1/preferences");
            }
        },
        DECISION("CALL_DECISION", "DECISIONS") {
            @Override
            Response ask(PersonalReadingsTest test) {
                return test.towards("supervisor").get("/v1/call-decisions/" + test.decision);
            }
        },
        NOTICES("NOTICES_SERVED", "ANSWERS") {
            @Override
            Response ask(PersonalReadingsTest test) {
                return test.staff("dpo").get("/v1/notices-served/" + test.decision);
            }
        },
        OWN_CONTACT(
                "OWN_CONTACT",
                "CONSENT",
                "WITHDRAWALS",
                "OBJECTIONS",
                "PREFERENCES",
                "DECISIONS",
                "CALLS",
                "RECORDINGS",
                "LISTENINGS",
                "REQUESTS") {
            @Override
            Response ask(PersonalReadingsTest test) {
                return test.person().get("/v1/self-service/contact");
            }
        },
        OWN_RECEIPT("CONSENT_RECEIPT", "CONSENT", "EVIDENCE") {
            @Override
            Response ask(PersonalReadingsTest test) {
                return test.person().get("/v1/self-service/consents/" + test.consent + "/receipt");
            }
        },
        OWN_PROOF("CONSENT_PROOF", "NUMBER", "CONSENT", "EVIDENCE") {
            @Override
            Response ask(PersonalReadingsTest test) {
                return test.person().get("/v1/self-service/consents/" + test.consent + "/proof");
            }
        };

        private final String document;
        private final String fields;

        Reading(String document, String... fields) {
            this.document = document;
            this.fields = String.join(",", fields);
        }

        abstract Response ask(PersonalReadingsTest test);

        boolean isOwn() {
            return name().startsWith("OWN_");
        }
    }

    @BeforeEach
    void aPersonWhoAgreedAndWasCalled() {
        CallingClock.set(CallingClock.MORNING);
        Response given = as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");
        consent = given.path("id");
        subject = given.path("subject");
        Response decided = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        decision = decided.path("id");
        as(dialerOf(VOIX)).body(heard(decided)).post("/v1/notices-served").then().statusCode(201);
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("controller", RHONE);
        wanted.put("number", number);
        wanted.put("scopes", List.of("VIEW"));
        link =
                as(token("helios", VOIX, "agent"))
                        .body(wanted)
                        .post("/v1/self-service-links")
                        .path("token");
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @ParameterizedTest
    @EnumSource
    void isOnRecordWithWhoReadWhatOfWhom(Reading reading) throws SQLException {
        // When
        reading.ask(this).then().statusCode(200);

        // Then
        JsonNode read = Readings.only(correlation);
        assertThat(read.path("type").asText()).isEqualTo("PersonalDataRead");
        JsonNode payload = read.path("payload");
        assertThat(payload.path("document").asText()).isEqualTo(reading.document);
        assertThat(payload.path("subject").asText()).isEqualTo(subject);
        assertThat(payload.path("controller").asText()).isEqualTo(RHONE);
        assertThat(String.join(",", Readings.texts(payload.path("fields"))))
                .isEqualTo(reading.fields);
        JsonNode actor = read.path("metadata").path("actor");
        assertThat(actor.path("id").asText()).isEqualTo(reading.isOwn() ? subject : ACTOR);
        assertThat(actor.path("role").asText()).matches(reading.isOwn() ? "data-subject" : ".+");
        assertThat(actor.path("workstation").asText(""))
                .isEqualTo(reading.isOwn() ? "" : "claimed:poste-12");
        assertThat(read.toString()).doesNotContain(nationalDigits(number));
    }

    @ParameterizedTest
    @EnumSource
    void showsNothingWhenItCannotBePutOnRecord(Reading reading) throws SQLException {
        assertProblem(Readings.withoutRoom(() -> reading.ask(this)), 503, "service-unavailable");
    }

    @Test
    void saysOfWhichConsent() throws SQLException {
        Reading.PROOF.ask(this).then().statusCode(200);
        assertThat(Readings.only(correlation).at("/payload/consent").asText()).isEqualTo(consent);
    }

    @Test
    void saysOfWhichDecision() throws SQLException {
        Reading.DECISION.ask(this).then().statusCode(200);
        assertThat(Readings.only(correlation).at("/payload/decision").asText()).isEqualTo(decision);
    }

    /** What was refused showed nothing. */
    @Test
    void isNotOnRecordWhenNothingWasShown() throws SQLException {
        String nothing = UUID.randomUUID().toString();
        assertProblem(towards("dpo").get("/v1/consents/" + nothing), 404, "consent-unknown");
        assertProblem(
                towards("dpo").get("/v1/consents/" + nothing + "/proof"), 404, "consent-unknown");
        assertProblem(towards("dpo").get("/v1/call-decisions/" + nothing), 404, "decision-unknown");
        assertProblem(staff("dpo").get("/v1/notices-served/" + nothing), 404, "serving-unknown");
        assertProblem(
                person().get("/v1/self-service/consents/" + nothing + "/proof"),
                404,
                "consent-unknown");
        assertThat(towards("quality-analyst").get("/v1/consents/" + consent).statusCode())
                .isEqualTo(403);
        assertProblem(staff("dpo").get("/v1/consents/" + consent), 400, "request-invalid");

        as(TestTokens.token("helios", "loire-assurance", List.of(), ACTOR, "dpo"))
                .header("X-Correlation-Id", correlation)
                .queryParam("controller", RHONE)
                .queryParam("subject", subject)
                .get("/v1/preferences")
                .then()
                .body("history", hasSize(0));

        assertThat(Readings.of(correlation)).isEmpty();
    }

    @Test
    void aListIsOnRecordWithItsQuestion() throws SQLException {
        awaitListed();

        Response list = towards("supervisor").queryParam("state", "GIVEN").get("/v1/consents");

        assertThat(list.<List<String>>path("items.id")).containsExactly(consent);
        JsonNode read = Readings.last(correlation);
        assertThat(read.path("type").asText()).isEqualTo("ConsentsListed");
        assertThat(read.at("/payload/controller").asText()).isEqualTo(RHONE);
        assertThat(read.at("/payload/filters/subject").asText()).isEqualTo(subject);
        assertThat(read.at("/payload/filters/state").asText()).isEqualTo("GIVEN");
        assertThat(read.at("/payload/shown").asInt()).isOne();
        assertThat(read.at("/payload/after").isMissingNode()).isTrue();
    }

    @Test
    void aListShowsNothingWhenItCannotBePutOnRecord() throws SQLException {
        assertProblem(
                Readings.withoutRoom(() -> towards("dpo").get("/v1/consents")),
                503,
                "service-unavailable");
    }

    private void awaitListed() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                towards("dpo")
                                                        .get("/v1/consents")
                                                        .<List<String>>path("items.id"))
                                        .containsExactly(consent));
    }

    private RequestSpecification staff(String role) {
        return as(token("helios", VOIX, role)).header("X-Correlation-Id", correlation);
    }

    private RequestSpecification towards(String role) {
        return staff(role).queryParam("controller", RHONE).queryParam("subject", subject);
    }

    private RequestSpecification person() {
        return Http.given()
                .contentType(ContentType.JSON)
                .header("Self-Service-Token", link)
                .header("X-Correlation-Id", correlation);
    }

    private static Map<String, Object> heard(Response decided) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("decision", decided.path("id"));
        report.put("controller", RHONE);
        report.put("subject", decided.path("subject"));
        report.put("notice", decided.path("recording.announcement.id"));
        report.put("language", decided.path("recording.announcement.language"));
        report.put("channel", "VOICE");
        report.put(
                "servedAt",
                CallingClock.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS).toString());
        report.put("outcome", "SERVED");
        return report;
    }
}
