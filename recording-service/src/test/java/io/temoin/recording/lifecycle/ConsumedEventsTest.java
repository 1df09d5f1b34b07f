// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.DispositionConsumer.Ordered;
import io.temoin.recording.lifecycle.domain.RecordingId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders of retention-service are understood as contracts/ tells them. */
class ConsumedEventsTest {

    private final JsonNode example =
            EventContract.of("io.temoin.retention.DispositionOrdered.v1").exampleNode();

    @Test
    void anOrderIsUnderstood() {
        assertThat(Ordered.of(example))
                .isEqualTo(
                        new Ordered(
                                new RecordingId(
                                        UUID.fromString("01990000-0000-7000-8000-000000000001")),
                                new Erasure.Order(
                                        UUID.fromString("01990000-0000-7000-8000-000000000009"),
                                        "PURPOSE_FULFILLED")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording", "order", "basis"})
    void anOrderThatSaysTooLittleIsRejected(String field) {
        JsonNode less = ((ObjectNode) example.deepCopy()).without(field);
        assertThatThrownBy(() -> Ordered.of(less)).isInstanceOf(Rejected.class);
    }
}
