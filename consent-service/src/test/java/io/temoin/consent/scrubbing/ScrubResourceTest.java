// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.objection;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ScrubResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void saysOfEachNumberWhatADecisionWouldSay() {
        String agreed = freshNumber();
        String objected = freshNumber();
        give(agreed);
        give(objected);
        as(token("helios", VOIX, "agent")).body(objection(objected)).post("/v1/objections");
        String german = "+49 30 901820";
        List<String> list = List.of(agreed, freshNumber(), objected, german);
        Response results = results(completed(scrub(list)));
        assertThat(results.<List<String>>path("items.verdict"))
                .containsExactly("ALLOW", "DENY", "DENY", "DENY");
        for (int i = 1; i < list.size(); i++) {
            Response decided =
                    as(dialerOf(VOIX)).body(call(list.get(i))).post("/v1/call-decisions");
            assertThat(results.<List<String>>path("items[%d].reasons".formatted(i)))
                    .isEqualTo(decided.<List<String>>path("reasons.code"));
        }
    }

    @Test
    void aNumberThatIsNoneOrWasThereBeforeIsAClearProblem() {
        String number = freshNumber();
        Response scrub =
                completed(
                        scrub(
                                List.of(
                                        number,
                                        "hello",
                                        number.replace("+33 ", "0").replace(" ", "."))));
        assertThat(scrub.<Integer>path("invalid")).isEqualTo(1);
        assertThat(scrub.<Integer>path("duplicates")).isEqualTo(1);
        assertThat(scrub.<Integer>path("denied")).isEqualTo(1);
        Response results = results(scrub);
        assertThat(results.<List<String>>path("items.problem"))
                .containsExactly(null, "number-invalid", "number-duplicate");
        assertThat(results.<Integer>path("items[2].duplicateOf")).isZero();
        assertThat(results.asString()).doesNotContain(nationalDigits(number), "hello");
    }

    /** A list is no attempt: otherwise four scrubs would use up the thirty days. */
    @Test
    void countsForNoAttempt() throws Exception {
        String number = freshNumber();
        give(number);
        for (int i = 0; i < 5; i++) {
            Response results = results(completed(scrub(List.of(number))));
            assertThat(results.<List<String>>path("items.verdict")).containsExactly("ALLOW");
        }
        Response decided = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        assertThat(decided.<String>path("verdict")).isEqualTo("ALLOW");
        assertThat(Backlog.versionOf("helios", decided.header("Event-Position"))).isEqualTo(2);
    }

    @Test
    void aRepeatedRequestIsTheSameScrub() {
        String key = UUID.randomUUID().toString();
        List<String> list = List.of(freshNumber());
        Response accepted = scrub(key, list);
        assertThat(accepted.header("Idempotent-Replay")).isNull();
        Response first = completed(accepted);
        Response again = scrub(key, list);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(again.<String>path("state")).isEqualTo("COMPLETED");
        assertProblem(scrub(key, List.of(freshNumber())), 422, "idempotency-key-reused");
    }

    @Test
    void pagesThroughALongList() {
        List<String> list =
                IntStream.range(0, 1_700).mapToObj("+33 1 98 76 %04d"::formatted).toList();
        Response scrub = completed(scrub(list));
        assertThat(scrub.<Integer>path("done")).isEqualTo(1_700);
        List<Integer> indexes = new ArrayList<>();
        Map<String, Object> asked = new HashMap<>(Map.of("limit", 700));
        String cursor;
        do {
            Response page =
                    as(dialerOf(VOIX))
                            .queryParams(asked)
                            .get(
                                    "/v1/call-decisions/batches/{id}/results",
                                    scrub.<String>path("id"));
            indexes.addAll(page.<List<Integer>>path("items.index"));
            cursor = page.path("next");
            asked.put("cursor", cursor);
        } while (cursor != null);
        assertThat(indexes).isEqualTo(IntStream.range(0, 1_700).boxed().toList());
    }

    @Test
    void refusesWhatItCannotTake() {
        assertProblem(scrub(List.of()), 400, "request-invalid");
        assertProblem(scrub(java.util.Collections.nCopies(50_001, "1")), 400, "request-invalid");
        Map<String, Object> foreign = body(List.of(freshNumber()));
        foreign.put("controller", "loire-assurance");
        assertProblem(
                post(UUID.randomUUID().toString(), foreign), 403, "controller-not-authorised");
        Response scrub = completed(scrub(List.of(freshNumber())));
        String id = scrub.path("id");
        assertProblem(
                as(token("boreal", VOIX, "dpo")).get("/v1/call-decisions/batches/" + id),
                404,
                "scrub-unknown");
        assertProblem(
                as(dialerOf(VOIX))
                        .queryParam("limit", 5_001)
                        .get("/v1/call-decisions/batches/" + id + "/results"),
                400,
                "request-invalid");
    }

    private static Response scrub(List<String> numbers) {
        return scrub(UUID.randomUUID().toString(), numbers);
    }

    private static Response scrub(String key, List<String> numbers) {
        return post(key, body(numbers));
    }

    private static Response post(String key, Map<String, Object> body) {
        return Http.given()
                .auth()
                .oauth2(dialerOf(VOIX))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/call-decisions/batch");
    }

    private static Map<String, Object> body(List<String> numbers) {
        Map<String, Object> body = new HashMap<>();
        body.put("controller", RHONE);
        body.put("purpose", "PROSPECTING_CALL");
        body.put("campaign", "fibre-autumn");
        body.put("offer", "fibre");
        body.put("numbers", numbers);
        return body;
    }

    private static Response completed(Response scrub) {
        assertThat(scrub.statusCode()).as(scrub.asString()).isEqualTo(202);
        String path = "/v1/call-decisions/batches/" + scrub.path("id");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                as(dialerOf(VOIX))
                                        .get(path)
                                        .<String>path("state")
                                        .equals("COMPLETED"));
        return as(dialerOf(VOIX)).get(path);
    }

    private static Response results(Response scrub) {
        return as(dialerOf(VOIX))
                .get("/v1/call-decisions/batches/" + scrub.path("id") + "/results");
    }

    private static void give(String number) {
        assertThat(as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents").statusCode())
                .isEqualTo(201);
    }
}
