// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.screening.domain.RegisterImported;
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
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is published is what {@code contracts/} promises, and is read for ever. */
class PublishedRegisterEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final String TYPE = "io.temoin.consent.RegisterImported.v1";
    private static final StreamId STREAM = new StreamId("register", "suppression-rhone-telecom");
    private static final EventMetadata CIRCUMSTANCES =
            new EventMetadata(
                    new TenantId("helios"),
                    new Actor("0f0e0d0c-0000-4000-8000-000000000001", "voix-du-rhone", "dpo", null),
                    UUID.fromString("019a0000-0000-8000-8000-00000000000a"),
                    null,
                    "019a0000-0000-7000-8000-00000000000b",
                    null,
                    null,
                    NOW);
    private static final RegisterImported EVENT =
            new RegisterImported(
                    UUID.fromString("5b2f3c1e-8d57-8a4e-9c11-7a5be1c2d001"),
                    "SUPPRESSION",
                    new PartyId("rhone-telecom"),
                    LocalDate.of(2026, 11, 23),
                    4_999_870,
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    "crm",
                    NOW);

    private final EventCodec<RegisterImported> codec =
            RegisterStream.codec(new InMemoryShreddableKeys());

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
        var stored = new StoredEvent(STREAM, 1, "RegisterImported", 1, example, 0, CIRCUMSTANCES);
        assertThat(codec.decodeAll(List.of(stored)).await().indefinitely().getFirst().event())
                .isEqualTo(EVENT);
    }
}
