// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.store.Decision;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final Decision<String, String> FIRST =
            new Decision<>("state", List.of(), 7, false);
    private static final Decision<String, String> AGAIN =
            new Decision<>("state", List.of(), 7, true);

    @Test
    void tellsWhereItWasRecorded() {
        RestResponse<String> created = Answers.created(FIRST, "thing").build();
        RestResponse<String> accepted = Answers.accepted(FIRST, "thing").build();

        assertThat(created.getStatus()).isEqualTo(201);
        assertThat(accepted.getStatus()).isEqualTo(202);
        assertThat(created.getEntity()).isEqualTo("thing");
        assertThat(created.getHeaderString("Event-Position")).isEqualTo("7");
        assertThat(created.getHeaders()).doesNotContainKey("Idempotent-Replay");
    }

    @Test
    void marksWhatWasRecordedBefore() {
        assertThat(Answers.created(AGAIN, "thing").build().getHeaderString("Idempotent-Replay"))
                .isEqualTo("true");
        assertThat(Answers.replayed("thing").build().getStatus()).isEqualTo(200);
        assertThat(Answers.replayed("thing").build().getHeaderString("Idempotent-Replay"))
                .isEqualTo("true");
    }

    @Test
    void givesTheHeadersAlone() {
        assertThat(Answers.headers(FIRST)).isEqualTo(Map.of("Event-Position", List.of("7")));
        assertThat(Answers.headers(AGAIN))
                .isEqualTo(
                        Map.of(
                                "Event-Position",
                                List.of("7"),
                                "Idempotent-Replay",
                                List.of("true")));
    }
}
