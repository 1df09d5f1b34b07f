// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.chassis.testing.EventCodes;
import io.temoin.chassis.testing.EventCodes.Place;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code that an event of this service can hold is in its schema, and the reverse. {@code
 * -Dtemoin.contracts.update=true} writes the codes into the schemas.
 */
class EventCodesTest {

    @BeforeAll
    static void update() {
        if (Boolean.getBoolean("temoin.contracts.update")) {
            EventCodes.update("recording");
        }
    }

    static List<Place> codes() {
        return EventCodes.publishedBy("recording");
    }

    @ParameterizedTest
    @MethodSource("codes")
    void theSchemaHasTheCodesThatTheServiceWrites(Place place) {
        assertThat(place.promised()).containsExactlyInAnyOrderElementsOf(place.written());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void anExampleWithEachCodeKeepsTheContract(Place place) {
        assertThat(place.written())
                .allSatisfy(code -> place.event().accepts(EventCodes.example(place, code)));
    }

    /** The problems of other operations are no answers to these. */
    @Test
    void aRefusalHoldsNoCodeThatItsSchemaLacks() {
        RecordingId id = new RecordingId(UUID.fromString("01990000-0000-7000-8000-000000000001"));
        Instant now = Instant.parse("2026-11-24T10:05:00Z");
        AccessReason reason = new AccessReason(AccessReason.Code.COMPLAINT, "TCK-1");

        assertThatThrownBy(
                        () ->
                                new ListeningRefused(
                                        id,
                                        null,
                                        null,
                                        null,
                                        null,
                                        RecordingProblem.WORKSTATION_MISSING,
                                        PurposeCode.QUALITY,
                                        reason,
                                        now))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WORKSTATION_MISSING");
    }

    @Test
    void theSchemasHaveEveryMemberOfTheEvents() {
        assertThat(EventCodes.missingInSchemas("recording")).isEmpty();
    }
}
