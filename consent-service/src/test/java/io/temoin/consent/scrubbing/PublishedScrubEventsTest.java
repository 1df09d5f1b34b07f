// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.scrubbing.domain.ListScrubbed;
import io.temoin.consent.scrubbing.domain.ScrubTally;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.InMemoryShreddableKeys;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is published is what {@code contracts/} promises, and is read for ever. */
class PublishedScrubEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final String TYPE = "io.temoin.consent.ListScrubbed.v1";
    private static final StreamId STREAM =
            new StreamId("scrub", "7c1d3c1e-8d57-8a4e-9c11-7a5be1c2d001");
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
                    NOW);
    private static final ListScrubbed EVENT =
            new ListScrubbed(
                    UUID.fromString("7c1d3c1e-8d57-8a4e-9c11-7a5be1c2d001"),
                    new PartyId("rhone-telecom"),
                    new PartyId("voix-du-rhone"),
                    Purpose.PROSPECTING_CALL,
                    "fibre-autumn",
                    new ScrubTally(11_204, 38_650, 104, 42),
                    "0f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    NOW);

    private final EventCodec<ListScrubbed> codec = ScrubStream.codec(new InMemoryShreddableKeys());

    @Test
    void isTheExampleOfItsContract() throws IOException {
        String published =
                codec.encodeAll(STREAM, List.of(EVENT), CIRCUMSTANCES)
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
    }

    @Test
    void anEventOfOldIsReadForEver() {
        String example = EventContract.of(TYPE).example();
        var stored = new StoredEvent(STREAM, 1, "ListScrubbed", 1, example, 0, CIRCUMSTANCES);
        assertThat(codec.decodeAll(List.of(stored)).await().indefinitely().getFirst().event())
                .isEqualTo(EVENT);
    }
}
