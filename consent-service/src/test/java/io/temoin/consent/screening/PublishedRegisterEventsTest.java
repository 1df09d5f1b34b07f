// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.temoin.consent.EventExamples;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.screening.domain.RegisterImported;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is published is what {@code contracts/} promises, and is read for ever. */
class PublishedRegisterEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final RegisterImported EVENT =
            new RegisterImported(
                    UUID.fromString("5b2f3c1e-8d57-8a4e-9c11-7a5be1c2d001"),
                    "SUPPRESSION",
                    new PartyId("rhone-telecom"),
                    LocalDate.of(2026, 11, 23),
                    4_999_870,
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    "crm",
                    "0f0e0d0c-0000-4000-8000-000000000007",
                    NOW);

    private final EventExamples<RegisterImported> examples =
            new EventExamples<>(
                    RegisterStream.codec(new InMemoryShreddableKeys()),
                    new StreamId("register", "suppression-rhone-telecom"),
                    new Actor("0f0e0d0c-0000-4000-8000-000000000001", "voix-du-rhone", "dpo", null),
                    NOW);

    @Test
    void isTheExampleOfItsContract() throws IOException {
        examples.isTheExample(EVENT);
    }

    @Test
    void anEventOfOldIsReadForEver() {
        examples.isReadForEver(EVENT);
    }
}
