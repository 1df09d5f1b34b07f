// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a notice, and how a mistake in it is answered. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class DraftingNoticesTest {

    private static final AtomicInteger CONTROLLERS = new AtomicInteger();

    private final String controller = "plume-" + CONTROLLERS.incrementAndGet();
    private final NoticeDesk desk = new NoticeDesk(controller);

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

        Response answer = desk.draft(body);

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo("/" + field);
        assertThat(answer.jsonPath().getString("violations[0].code")).isEqualTo(code);
    }

    @Test
    void pointsAtTheElementThatIsWrong() {
        Map<String, Object> body = NoticeBodies.spoken(controller);
        body.put("purposes", List.of("TRAINING", "ASTROLOGY"));
        desk.draft(body).then().statusCode(400).body("violations.pointer", contains("/purposes/1"));
        body.put("purposes", List.of());
        desk.draft(body).then().statusCode(400).body("violations.pointer", contains("/purposes"));
        body.put("purposes", List.of("TRAINING"));
        body.put("fulfils", List.of("FR-NOTICE-HOROSCOPE-1"));
        desk.draft(body).then().statusCode(400).body("violations.pointer", contains("/fulfils/0"));
        body.remove("fulfils");
        NoticeBodies.items(body).put("WEATHER", Map.of("passage", "x"));
        desk.draft(body)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/items/WEATHER"));
        NoticeBodies.items(body).remove("WEATHER");
        NoticeBodies.items(body).put("OBJECTION", Map.of());
        desk.draft(body).then().body("violations.code", contains("one-of-two"));
        NoticeBodies.items(body).put("OBJECTION", Map.of("passage", "You may leave."));
        Response invented = desk.draft(body);
        assertProblem(invented, 400, "notice-invalid");
        invented.then()
                .body("violations.pointer", contains("/items/OBJECTION/passage"))
                .body("violations.code", contains("passage-not-in-text"));
    }

    /** A name is the caller's: in a pointer its '/' and '~' are written otherwise (RFC 6901). */
    @Test
    void pointsAtAnItemOfWhateverName() {
        Map<String, Object> body = NoticeBodies.full(controller);
        NoticeBodies.items(body).put("RAIN/SNOW~HAIL", Map.of("passage", "x"));

        desk.draft(body)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/items/RAIN~1SNOW~0HAIL"));
    }

    @Test
    void takesATextOfEveryLengthUpToTheLimit() {
        Map<String, Object> body = NoticeBodies.full(controller);
        String text = body.get("text") + "\n";
        body.put("text", text + "é".repeat(20_000 - text.length()));
        desk.draft(body).then().statusCode(201);

        body.put("text", text + "é".repeat(20_001 - text.length()));
        assertProblem(desk.draft(body), 400, "request-invalid");
        body.put("text", "\u0000".repeat(10_000));
        assertProblem(desk.draft(body), 400, "request-invalid");
    }

    @Test
    void aFirstLayerThatIsTooLongIsToldSo() {
        Map<String, Object> body = NoticeBodies.spoken(controller);
        body.put("text", body.get("text") + " And a word more.".repeat(10));

        desk.draft(body)
                .then()
                .statusCode(201)
                .body("spokenSeconds", equalTo(23))
                .body("warnings", contains("TOO_LONG_TO_LISTEN_TO"));
    }
}
