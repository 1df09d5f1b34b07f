// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import static io.temoin.consent.agreement.domain.Agreements.NOW;
import static io.temoin.consent.agreement.domain.Agreements.RHONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.temoin.chassis.testing.EventContract;
import io.temoin.consent.ExampleMetadata;
import io.temoin.consent.agreement.domain.ControllerCountryRestated;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControllerCountryEventTest {

    @Test
    void isTheExampleOfItsContract() throws JsonProcessingException {
        var event =
                new ControllerCountryRestated(
                        RHONE, "FR", Instant.parse("2026-01-15T09:30:00Z"), false, NOW);

        String published =
                ControllerCountryJob.codec(new InMemoryShreddableKeys())
                        .encodeAll(
                                new StreamId("country", "rhone-telecom"),
                                List.of(event),
                                ExampleMetadata.by(ExampleMetadata.DIALER, NOW))
                        .await()
                        .indefinitely()
                        .getFirst()
                        .payload();

        var contract = EventContract.of("io.temoin.consent.ControllerCountryRestated.v1");
        contract.accepts(published);
        assertThat(EventCodec.JSON.readTree(published)).isEqualTo(contract.exampleNode());
    }
}
