// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.SubjectId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValueRecordsTest {

    record CallId(UUID value) {}

    record Called(CallId call, SubjectId subject, List<SubjectId> others) {}

    private static final SubjectId SUBJECT = new SubjectId("0123456789abcdef0123456789abcdef");
    private static final Called CALLED =
            new Called(
                    new CallId(UUID.fromString("01990000-0000-7000-8000-000000000001")),
                    SUBJECT,
                    List.of(SUBJECT));

    @Test
    void areWrittenAsTheirValueAndReadBack() throws Exception {
        // When
        String json = EventCodec.JSON.writeValueAsString(CALLED);

        // Then
        assertThat(json)
                .isEqualTo(
                        "{\"call\":\"01990000-0000-7000-8000-000000000001\","
                                + "\"subject\":\"0123456789abcdef0123456789abcdef\","
                                + "\"others\":[\"0123456789abcdef0123456789abcdef\"]}");
        assertThat(EventCodec.JSON.readValue(json, Called.class)).isEqualTo(CALLED);
    }
}
