// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.notice.domain.Texts;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.eventsourcing.Sha256;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test is about a controller of its own, which calls itself. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class NoticeResourceTest {

    private static final AtomicInteger CONTROLLERS = new AtomicInteger();
    private static final String LAW = "FR-NOTICE-QUALITY-TRAINING-1";

    private final String controller = "lumen-" + CONTROLLERS.incrementAndGet();
    private final NoticeDesk desk = new NoticeDesk(controller);
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
        Response drafted = desk.draft(NoticeBodies.full(controller));
        drafted.then()
                .statusCode(201)
                .header("Event-Position", matchesRegex("[0-9a-f-]{36}\\.0"))
                .body("version", equalTo(1))
                .body("state", equalTo("DRAFT"))
                .body("announcement", nullValue())
                .body("items.CONTROLLER.article", equalTo("GDPR art. 13(1)(a)"));

        desk.publish(1).then().statusCode(201).body("state", equalTo("PUBLISHED"));
        desk.read(1)
                .then()
                .statusCode(200)
                .body("state", equalTo("PUBLISHED"))
                .body("hash", equalTo(drafted.<String>path("hash")))
                .body("validFrom", notNullValue());
        desk.retire(1).then().statusCode(201).body("state", equalTo("RETIRED"));

        assertProblem(desk.publish(1), 409, "notice-state-conflict");
        Response text = as(desk.dpo()).get("/v1/notices/RECORDING/1/text?controller=" + controller);
        assertThat(text.header("Content-Language")).isEqualTo("en");
        assertThat(text.asString()).isEqualTo(drafted.<String>path("text"));
    }

    @Test
    void aRepeatedDraftIsAnsweredWithWhatItMade() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = NoticeBodies.full(controller);
        String once = as(desk.dpo(), key).body(body).post("/v1/notices").asString();
        desk.publish(1);

        Response twice = as(desk.dpo(), key).body(body).post("/v1/notices");

        assertThat(twice.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(twice.asString()).isEqualTo(once);
    }

    @Test
    void allThatIsMissingIsToldAtOnce() {
        Map<String, Object> body = NoticeBodies.full(controller);
        Map<String, Object> items = NoticeBodies.items(body);
        items.remove("RETENTION");
        items.put("OBJECTION", Map.of("notApplicable", "We do not like it."));
        desk.draft(body);

        Response answer = desk.publish(1);

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
        desk.draft(body);

        desk.publish(1)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/items/WITHDRAWAL"));
    }

    @Test
    void nobodyWritesForAnother() {
        assertProblem(
                as(desk.token("voix-du-rhone", "dpo"))
                        .body(NoticeBodies.full(controller))
                        .post("/v1/notices"),
                403,
                "notice-of-another");
        desk.draft(NoticeBodies.full(controller));
        String stranger = TestTokens.token("helios", "voix", List.of(), "actor-17", "dpo");
        assertProblem(
                as(stranger).get("/v1/notices/RECORDING/1?controller=" + controller),
                404,
                "notice-unknown");
        as(stranger).get("/v1/notices?controller=" + controller).then().body("items", hasSize(0));
    }

    @Test
    void theListHasPages() {
        desk.draft(NoticeBodies.full(controller));
        desk.draft(NoticeBodies.spoken(controller));
        desk.draft(NoticeBodies.full(controller));

        Response first = as(desk.dpo()).get("/v1/notices?limit=2&controller=" + controller);
        first.then()
                .statusCode(200)
                .body("items.version", contains(1, 2))
                .body("items[0].text", nullValue());
        as(desk.dpo())
                .get(first.header("Link").replaceAll(".*<(.*)>.*", "$1"))
                .then()
                .statusCode(200)
                .body("items.version", contains(3))
                .body("next", nullValue());
        assertProblem(
                as(desk.dpo()).get("/v1/notices?cursor=made-up&controller=" + controller),
                400,
                "cursor-invalid");
        assertProblem(
                as(desk.dpo()).get("/v1/notices?controller=other&cursor=" + first.path("next")),
                400,
                "cursor-invalid");
    }

    @Test
    void theRestStaysWhileTheFirstLayerIsHeard() {
        heardIn("en");

        assertProblem(desk.retire(1), 409, "notice-in-use");
        desk.retire(2).then().statusCode(201);
        desk.retire(1).then().statusCode(201);
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
        desk.draft(full);
        desk.publish(1);
        Map<String, Object> spoken = NoticeBodies.spoken(controller);
        spoken.put("purposes", List.of("EVALUATION"));
        desk.draft(spoken);
        desk.publish(2).then().statusCode(201);

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
        String before = as(desk.dpo()).get(again).asString();

        desk.retire(2).then().statusCode(201);
        CallingClock.set(CallingClock.MORNING.plus(Duration.ofDays(1)));

        assertThat(as(desk.dpo()).get(again).asString()).isEqualTo(before);
        assertThat(
                        as(desk.dpo())
                                .get(again + "&asOf=" + decided.<String>path("decidedAt"))
                                .asString())
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

        as(desk.token(controller, "dialer"))
                .body(report)
                .post("/v1/notices-served")
                .then()
                .statusCode(201)
                .body("textHash", equalTo(Sha256.hex(Texts.spoken(Texts.TRAINING).text())))
                .body("receipt", notNullValue());
        report.put("notice", LAW);
        assertProblem(
                as(desk.token(controller, "dialer")).body(report).post("/v1/notices-served"),
                400,
                "notice-not-decided");
    }

    /** A full notice and a first layer in that language, both in force. */
    private void heardIn(String language) {
        Map<String, Object> full = NoticeBodies.full(controller);
        full.put("language", language);
        desk.publish(desk.draft(full).path("version")).then().statusCode(201);
        Map<String, Object> spoken = NoticeBodies.spoken(controller);
        spoken.put("language", language);
        desk.publish(desk.draft(spoken).path("version")).then().statusCode(201);
    }

    private Response decide(@Nullable String language) {
        String dialer = desk.token(controller, "dialer");
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
}
