// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.Uploads;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request means what it says, or is refused. */
@QuarkusTest
class StrictRequestsTest {

    private static final byte[] AUDIO = Uploads.wave(5_000, 77);

    @ParameterizedTest
    @ValueSource(strings = {"subject=%00", "state=NOPE", "limit=abc", "purpos=QUALITY"})
    void refusesAQueryThatCannotBeRead(String query) {
        Response answer =
                Callers.DIANE.asks().urlEncodingEnabled(false).get("/v1/recordings?" + query);
        assertProblem(answer, 400, "request-invalid");
    }

    @Test
    void refusesAFieldThatAListeningDoesNotHave() {
        UUID id = Uploads.stored(AUDIO);
        Response answer =
                Callers.CLAIRE
                        .asks()
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .body(
                                """
                                {"purpose":"QUALITY",
                                 "reason":{"code":"COMPLAINT","referense":"TCK-1"}}\
                                """)
                        .post("/v1/recordings/" + id + "/listenings");
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/reason/referense");
        assertThat(answer.<String>path("violations[0].message")).contains("reference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-99-00-98-76", "1-2-3-4-5"})
    void findsNothingUnderWhatIsNoId(String id) {
        Response answer =
                Callers.CLAIRE
                        .asks()
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .body(
                                """
                                {"purpose":"QUALITY",
                                 "reason":{"code":"COMPLAINT","reference":"TCK-1"}}\
                                """)
                        .post("/v1/recordings/" + id + "/listenings");
        assertProblem(answer, 404, "not-found");
    }

    @Test
    void refusesAQueryOnAnUpload() {
        Response answer =
                Callers.RECORDER
                        .asks()
                        .contentType("audio/wav")
                        .body(AUDIO)
                        .put("/v1/recordings/" + Uploads.newId() + "/audio?receipt=x");
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("receipt");
    }

    @Test
    void saysThatAudioIsPutAndRead() {
        Response answer =
                Callers.RECORDER.asks().delete("/v1/recordings/" + Uploads.newId() + "/audio");
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, PUT");
    }
}
