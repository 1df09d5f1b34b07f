// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final UUID COMMAND = UUID.fromString("0199d5a0-0000-8000-8000-000000000001");
    private static final CommandOutcome<String, String> FIRST = decision(7, false);
    private static final CommandOutcome<String, String> AGAIN = decision(9, true);

    @Test
    void tellsWhereItWasRecorded() {
        RestResponse<String> created = Answers.created(FIRST, "thing").build();
        RestResponse<String> accepted = Answers.accepted(FIRST, "thing").build();

        assertThat(created.getStatus()).isEqualTo(201);
        assertThat(accepted.getStatus()).isEqualTo(202);
        assertThat(created.getEntity()).isEqualTo("thing");
        assertThat(created.getHeaderString("Event-Position")).isEqualTo(COMMAND + ".1");
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

    /** Others act on the same stream: its version would count their acts. */
    @Test
    void givesTheSamePositionHoweverMuchOthersDidMeanwhile() {
        assertThat(Answers.headers(AGAIN))
                .isEqualTo(
                        Map.of(
                                "Event-Position",
                                List.of(COMMAND + ".1"),
                                "Idempotent-Replay",
                                List.of("true")));
        assertThat(Answers.headers(FIRST))
                .isEqualTo(Map.of("Event-Position", List.of(COMMAND + ".1")));
    }

    @Test
    void givesNoPositionToWhatRecordedNothing() {
        CommandOutcome<String, String> nothing = new CommandOutcome<>("state", List.of(), 7, false);

        assertThat(Answers.headers(nothing)).isEmpty();
        assertThat(Answers.created(nothing, "thing").build().getHeaders())
                .doesNotContainKey("Event-Position");
    }

    private static CommandOutcome<String, String> decision(long version, boolean repeated) {
        return new CommandOutcome<>(
                "state", List.of(event("first", 6, 0), event("second", 7, 1)), version, repeated);
    }

    private static RecordedEvent<String> event(String event, long version, int ordinal) {
        return new RecordedEvent<>(
                event,
                version,
                COMMAND + "." + ordinal,
                new EventMetadata(
                        new TenantId("t1"),
                        Actor.service("tests"),
                        COMMAND,
                        null,
                        "c",
                        null,
                        null,
                        Instant.EPOCH));
    }
}
