// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.temoin.consent.notice.domain.Texts;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.consent.rules.domain.TextHash;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test is about a controller of its own, which calls itself. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class NoticeResourceTest {

    private static final AtomicInteger CONTROLLERS = new AtomicInteger();
    private static final String LAW = "FR-NOTICE-QUALITY-1";

    private final String controller = "lumen-" + CONTROLLERS.incrementAndGet();
    private final String number = Parties.freshNumber();

    @BeforeEach
    void inTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void aVersionIsWrittenPublishedAndRetired() {
        Response drafted = draft(NoticeBodies.full(controller));
        drafted.then()
                .statusCode(201)
                .header("Event-Position", equalTo("1"))
                .body("version", equalTo(1))
                .body("state", equalTo("DRAFT"))
                .body("announcement", nullValue())
                .body("items.CONTROLLER.article", equalTo("GDPR art. 13(1)(a)"));

        publish(1).then().statusCode(201).body("state", equalTo("PUBLISHED"));
        read(1).then()
                .statusCode(200)
                .body("state", equalTo("PUBLISHED"))
                .body("hash", equalTo(drafted.<String>path("hash")))
                .body("validFrom", notNullValue());
        retire(1).then().statusCode(201).body("state", equalTo("RETIRED"));

        assertProblem(publish(1), 409, "notice-state-conflict");
        Response text = as(dpo()).get("/v1/notices/RECORDING/1/text?controller=" + controller);
        assertThat(text.header("Content-Language")).isEqualTo("en");
        assertThat(text.asString()).isEqualTo(drafted.<String>path("text"));
    }

    @Test
    void aRepeatedDraftIsAnsweredWithWhatItMade() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = NoticeBodies.full(controller);
        String once = as(dpo(), key).body(body).post("/v1/notices").asString();
        publish(1);

        Response twice = as(dpo(), key).body(body).post("/v1/notices");

        assertThat(twice.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(twice.asString()).isEqualTo(once);
    }

    @Test
    void allThatIsMissingIsToldAtOnce() {
        Map<String, Object> body = NoticeBodies.full(controller);
        Map<String, Object> items = items(body);
        items.remove("RETENTION");
        items.put("OBJECTION", Map.of("notApplicable", "We do not like it."));
        draft(body);

        Response answer = publish(1);

        assertProblem(answer, 400, "notice-incomplete");
        answer.then()
                .body("violations.pointer", contains("/items/RETENTION", "/items/OBJECTION"))
                .body("violations.code", contains("item-missing", "item-applies"));
    }

    /** The declared basis counts: what rests on consent has to say that it can be withdrawn. */
    @Test
    void theBasisOfThePurposeSaysWhatApplies() {
        Map<String, Object> body = NoticeBodies.full(controller);
        body.put("purposes", List.of("TRAINING", "TESTIMONIAL"));
        draft(body);

        publish(1).then().statusCode(400).body("violations.pointer", contains("/items/WITHDRAWAL"));
    }

    @ParameterizedTest
    @CsvSource({
        "notice, recording, format-invalid",
        "language, french, format-invalid",
        "language, , field-missing",
        "channel, PIGEON, value-unknown",
        "layer, THIRD, value-unknown",
        "text, ' ', format-invalid"
    })
    void pointsAtTheFieldThatIsWrong(String field, @Nullable String value, String code) {
        Map<String, Object> body = NoticeBodies.full(controller);
        body.put(field, value);

        Response answer = draft(body);

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo("/" + field);
        assertThat(answer.jsonPath().getString("violations[0].code")).isEqualTo(code);
    }

    @Test
    void pointsAtTheElementThatIsWrong() {
        Map<String, Object> body = NoticeBodies.spoken(controller);
        body.put("purposes", List.of("TRAINING", "ASTROLOGY"));
        draft(body).then().statusCode(400).body("violations.pointer", contains("/purposes/1"));
        body.put("purposes", List.of());
        draft(body).then().statusCode(400).body("violations.pointer", contains("/purposes"));
        body.put("purposes", List.of("TRAINING"));
        body.put("fulfils", List.of("FR-NOTICE-HOROSCOPE-1"));
        draft(body).then().statusCode(400).body("violations.pointer", contains("/fulfils/0"));
        body.remove("fulfils");
        items(body).put("WEATHER", Map.of("passage", "x"));
        draft(body).then().statusCode(400).body("violations.pointer", contains("/items/WEATHER"));
        items(body).remove("WEATHER");
        items(body).put("OBJECTION", Map.of());
        draft(body).then().body("violations.code", contains("one-of-two"));
        items(body).put("OBJECTION", Map.of("passage", "You may leave."));
        Response invented = draft(body);
        assertProblem(invented, 400, "notice-invalid");
        invented.then()
                .body("violations.pointer", contains("/items/OBJECTION/passage"))
                .body("violations.code", contains("passage-not-in-text"));
    }

    @Test
    void aFirstLayerThatIsTooLongIsToldSo() {
        Map<String, Object> body = NoticeBodies.spoken(controller);
        body.put("text", body.get("text") + " And a word more.".repeat(10));

        draft(body)
                .then()
                .statusCode(201)
                .body("spokenSeconds", equalTo(23))
                .body("warnings", contains("TOO_LONG_TO_LISTEN_TO"));
    }

    @Test
    void nobodyWritesForAnother() {
        assertProblem(
                as(token("voix-du-rhone", "dpo"))
                        .body(NoticeBodies.full(controller))
                        .post("/v1/notices"),
                403,
                "notice-of-another");
        draft(NoticeBodies.full(controller));
        String stranger = TestTokens.token("helios", "voix", List.of(), "actor-17", "dpo");
        assertProblem(
                as(stranger).get("/v1/notices/RECORDING/1?controller=" + controller),
                404,
                "notice-unknown");
        as(stranger).get("/v1/notices?controller=" + controller).then().body("items", hasSize(0));
    }

    @Test
    void theListHasPages() {
        draft(NoticeBodies.full(controller));
        draft(NoticeBodies.spoken(controller));
        draft(NoticeBodies.full(controller));

        Response first = as(dpo()).get("/v1/notices?limit=2&controller=" + controller);
        first.then()
                .statusCode(200)
                .body("items.version", contains(1, 2))
                .body("items[0].text", nullValue());
        as(dpo())
                .get(first.header("Link").replaceAll(".*<(.*)>.*", "$1"))
                .then()
                .statusCode(200)
                .body("items.version", contains(3))
                .body("next", nullValue());
        assertProblem(
                as(dpo()).get("/v1/notices?cursor=made-up&controller=" + controller),
                400,
                "cursor-invalid");
    }

    @Test
    void theRestStaysWhileTheFirstLayerIsHeard() {
        heardIn("en");

        assertProblem(retire(1), 409, "notice-in-use");
        retire(2).then().statusCode(201);
        retire(1).then().statusCode(201);
    }

    @Test
    void aCallIsAnnouncedByTheControllersOwnNotice() {
        heardIn("en");

        Response decided = decide(null);

        String id = controller + ".RECORDING.2.en";
        decided.then()
                .statusCode(201)
                .body("verdict", equalTo("ALLOW"))
                .body("recording.announcement.id", equalTo(id))
                .body("recording.announcement.language", equalTo("en"))
                .body(
                        "recording.announcement.text",
                        equalTo(NoticeBodies.spoken(controller).get("text")))
                .body("recording.purposes", hasItem("TRAINING"))
                .body("receipt", notNullValue());
    }

    /** A wish goes before the language of the country, and that before the first. */
    @Test
    void theLanguageIsTheWishThenThatOfTheCountry() {
        heardIn("en");
        heardIn("fr");

        decide("en").then().body("recording.announcement.language", equalTo("en"));
        decide("es").then().body("recording.announcement.language", equalTo("fr"));
        decide(null).then().body("recording.announcement.language", equalTo("fr"));
        Response refused = decide("french, please");
        assertProblem(refused, 400, "request-invalid");
        refused.then().body("violations.pointer", contains("/language"));
    }

    @Test
    void theLawsRemainsWhereTheOwnTellsOfLess() {
        Map<String, Object> full = NoticeBodies.full(controller);
        full.put("purposes", List.of("EVALUATION"));
        draft(full);
        publish(1);
        Map<String, Object> spoken = NoticeBodies.spoken(controller);
        spoken.put("purposes", List.of("EVALUATION"));
        draft(spoken);
        publish(2).then().statusCode(201);

        decide(null).then().body("recording.announcement.id", equalTo(LAW));
    }

    /** What was decided stays so, to the byte: read again, asked again, and after its end. */
    @Test
    void theDecisionIsAskedAgainToTheSameAnswerAfterTheNoticeHasEnded() {
        heardIn("en");
        Response decided = decide(null);
        String again =
                "/v1/call-decisions/%s?controller=%s&subject=%s"
                        .formatted(
                                decided.<String>path("id"),
                                controller,
                                decided.<String>path("subject"));
        String before = as(dpo()).get(again).asString();

        retire(2).then().statusCode(201);
        CallingClock.set(CallingClock.MORNING.plus(Duration.ofDays(1)));

        assertThat(as(dpo()).get(again).asString()).isEqualTo(before);
        assertThat(as(dpo()).get(again + "&asOf=" + decided.<String>path("decidedAt")).asString())
                .isEqualTo(before);
        assertThat(before).contains("Rhone Telecom may record this call");
        decide(null).then().body("recording.announcement.id", equalTo(LAW));
    }

    @Test
    void thatItWasHeardIsReportedLikeAnyOther() {
        heardIn("en");
        Response decided = decide(null);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("decision", decided.path("id"));
        report.put("controller", controller);
        report.put("subject", decided.path("subject"));
        report.put("notice", decided.path("recording.announcement.id"));
        report.put("language", "en");
        report.put("channel", "VOICE");
        report.put("servedAt", decided.path("decidedAt"));
        report.put("outcome", "SERVED");

        as(token(controller, "dialer"))
                .body(report)
                .post("/v1/notices-served")
                .then()
                .statusCode(201)
                .body("textHash", equalTo(TextHash.of(Texts.spoken(Texts.TRAINING).text())))
                .body("receipt", notNullValue());
        report.put("notice", LAW);
        assertProblem(
                as(token(controller, "dialer")).body(report).post("/v1/notices-served"),
                400,
                "notice-not-decided");
    }

    /** A full notice and a first layer in that language, both in force. */
    private void heardIn(String language) {
        Map<String, Object> full = NoticeBodies.full(controller);
        full.put("language", language);
        publish(draft(full).path("version")).then().statusCode(201);
        Map<String, Object> spoken = NoticeBodies.spoken(controller);
        spoken.put("language", language);
        publish(draft(spoken).path("version")).then().statusCode(201);
    }

    private Response decide(@Nullable String language) {
        String dialer = token(controller, "dialer");
        Map<String, Object> consent = Parties.consent(number);
        consent.put("controller", controller);
        consent.remove("processor");
        as(dialer).body(consent).post("/v1/consents").then().statusCode(201);
        Map<String, Object> call = Parties.call(number);
        call.put("controller", controller);
        if (language != null) {
            call.put("language", language);
        }
        return as(dialer).body(call).post("/v1/call-decisions");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> items(Map<String, Object> body) {
        return (Map<String, Object>) Objects.requireNonNull(body.get("items"));
    }

    private Response draft(Map<String, Object> body) {
        return as(dpo()).body(body).post("/v1/notices");
    }

    private Response publish(int version) {
        return change(version, "publications");
    }

    private Response retire(int version) {
        return change(version, "retirements");
    }

    private Response change(int version, String what) {
        return as(dpo())
                .body(Map.of("controller", controller))
                .post("/v1/notices/RECORDING/" + version + "/" + what);
    }

    private Response read(int version) {
        return as(dpo()).get("/v1/notices/RECORDING/" + version + "?controller=" + controller);
    }

    private String dpo() {
        return token(controller, "dpo");
    }

    private String token(String organisation, String role) {
        return TestTokens.token(
                "helios",
                organisation,
                List.of(controller),
                "0f0e0d0c-0000-4000-8000-000000000001",
                role);
    }
}
