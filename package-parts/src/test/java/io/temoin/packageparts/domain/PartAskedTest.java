// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.store.EventCodec;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PartAskedTest {

    private static final UUID STATED = UUID.fromString("01990000-0000-7000-8000-000000000001");
    private static final UUID UNKNOWN = UUID.fromString("01990000-0000-7000-8000-000000000002");
    private static final UUID OTHER = UUID.fromString("01990000-0000-7000-8000-000000000003");

    private static PartAsked asked(String more) throws Exception {
        return EventCodec.JSON.readValue(
                """
                {"accessPackage": "%1$s", "request": "%1$s", "controller": "rhone-telecom",
                 "subject": "0123456789abcdef0123456789abcdef", "service": "RECORDING",
                 "kind": "ACCESS", "otherVoices": "WITHHELD", "personChannel": 2,
                 "recipientKey": "key", "expiresAt": "2099-01-01T00:00:00Z"%2$s}\
                """
                        .formatted(OTHER, more),
                PartAsked.class);
    }

    @Test
    void whatIsSaidOfOneRecordingCountsForItAlone() throws Exception {
        var asked =
                asked(
                        """
                        , "personChannels": [{"recording": "%s", "channel": 1},
                         {"recording": "%s"}]\
                        """
                                .formatted(STATED, UNKNOWN));

        assertThat(asked.channelOf(STATED)).isEqualTo(1);
        assertThat(asked.channelOf(UNKNOWN)).as("the desk does not know").isNull();
        assertThat(asked.channelOf(OTHER)).isEqualTo(2);
    }

    @Test
    void whatWasKeptBeforeNamesNoRecording() throws Exception {
        assertThat(asked("").channelOf(STATED)).isEqualTo(2);
    }
}
