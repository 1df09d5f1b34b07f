// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.rights.domain.DataSubjectRight;
import io.temoin.consent.rights.domain.DsrDecider;
import io.temoin.consent.rights.domain.DsrReceived;
import io.temoin.consent.rights.domain.ReceiveDsr;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.InMemoryShreddableKeys;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is published of requests is what {@code contracts/} promises. */
class PublishedDsrTest {

    private static final String TYPE = "io.temoin.consent.DsrReceived.v1";
    private static final StreamId STREAM = new StreamId("dsr", Examples.STATEMENT.toString());
    private static final EventMetadata CIRCUMSTANCES =
            new EventMetadata(
                    new TenantId("helios"),
                    new Actor(Examples.SUBJECT.value(), "rhone-telecom", "data-subject", null),
                    UUID.fromString("019a0000-0000-8000-8000-00000000000a"),
                    null,
                    "019a0000-0000-7000-8000-00000000000b",
                    null,
                    null,
                    Examples.NOW);

    private final EventCodec<DsrReceived> codec = DsrStream.codec(new InMemoryShreddableKeys());

    @Test
    void isTheExampleOfItsContract() throws IOException {
        var decider = new DsrDecider();
        var received =
                decider.decide(
                        new ReceiveDsr(
                                Examples.STATEMENT,
                                Examples.RHONE,
                                Examples.SUBJECT,
                                DataSubjectRight.ACCESS,
                                Channel.WEB,
                                Examples.RHONE,
                                Examples.NOW),
                        decider.initialState());
        String published =
                codec.encodeAll(STREAM, received, CIRCUMSTANCES)
                        .await()
                        .indefinitely()
                        .getFirst()
                        .payload();
        if (Boolean.getBoolean("temoin.contracts.update")) {
            Files.writeString(
                    ContractFiles.event(TYPE).resolve("example.json"),
                    EventCodec.JSON
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(EventCodec.JSON.readTree(published))
                            + "\n");
        }
        EventContract contract = EventContract.of(TYPE);
        contract.accepts(published);
        assertThat(EventCodec.JSON.readTree(published))
                .isEqualTo(EventCodec.JSON.readTree(contract.example()));
        // And it is read for ever
        assertThat(
                        codec.decodeAll(
                                        List.of(
                                                new StoredEvent(
                                                        STREAM,
                                                        1,
                                                        "DsrReceived",
                                                        1,
                                                        contract.example(),
                                                        0,
                                                        CIRCUMSTANCES)))
                                .await()
                                .indefinitely()
                                .getFirst()
                                .event())
                .isEqualTo(received.getFirst());
    }
}
