// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.chassis.testing.EventCodesContract;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventCodesTest extends EventCodesContract {

    EventCodesTest() {
        super("recording");
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
}
