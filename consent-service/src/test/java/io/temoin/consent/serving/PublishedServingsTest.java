// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import io.temoin.consent.serving.domain.Reports;
import io.temoin.consent.serving.domain.ServingEvent;
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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published of announcements that were heard is what {@code contracts/} promises. */
class PublishedServingsTest {

    private static final StreamId STREAM = new StreamId("served", Reports.DECISION.toString());
    private static final EventMetadata CIRCUMSTANCES =
            new EventMetadata(
                    new TenantId("helios"),
                    new Actor(
                            "0f0e0d0c-0000-4000-8000-000000000001",
                            "voix-du-rhone",
                            "dialer",
                            null),
                    UUID.fromString("019a0000-0000-8000-8000-00000000000a"),
                    null,
                    "019a0000-0000-7000-8000-00000000000b",
                    null,
                    null,
                    Reports.NOW);

    private final EventCodec<ServingEvent> codec =
            ServingStream.codec(new InMemoryShreddableKeys());

    static Stream<ServingEvent> events() {
        return Stream.of(Reports.answered(), Reports.notPlayed());
    }

    @ParameterizedTest
    @MethodSource("events")
    void isTheExampleOfItsContract(ServingEvent event) throws IOException {
        String type = type(event);
        String published =
                codec.encodeAll(STREAM, List.of(event), CIRCUMSTANCES)
                        .await()
                        .indefinitely()
                        .getFirst()
                        .payload();
        if (Boolean.getBoolean("temoin.contracts.update")) {
            Files.writeString(
                    ContractFiles.event(type).resolve("example.json"),
                    EventCodec.JSON
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(EventCodec.JSON.readTree(published))
                            + "\n");
        }
        EventContract contract = EventContract.of(type);
        contract.accepts(published);
        assertThat(EventCodec.JSON.readTree(published))
                .isEqualTo(EventCodec.JSON.readTree(contract.example()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventOfOldIsReadForEver(ServingEvent event) {
        String name = event.getClass().getSimpleName();
        String example = EventContract.of(type(event)).example();
        var stored = new StoredEvent(STREAM, 1, name, 1, example, 0, CIRCUMSTANCES);

        assertThat(codec.decodeAll(List.of(stored)).await().indefinitely().getFirst().event())
                .isEqualTo(event);
    }

    private static String type(ServingEvent event) {
        return "io.temoin.consent." + event.getClass().getSimpleName() + ".v1";
    }
}
