// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import io.temoin.consent.EventExamples;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.scrubbing.domain.ListScrubbed;
import io.temoin.consent.scrubbing.domain.ScrubTally;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is published is what {@code contracts/} promises, and is read for ever. */
class PublishedScrubEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
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

    private final EventExamples<ListScrubbed> examples =
            new EventExamples<>(
                    ScrubStream.codec(new InMemoryShreddableKeys()),
                    new StreamId("scrub", "7c1d3c1e-8d57-8a4e-9c11-7a5be1c2d001"),
                    new Actor(
                            "0f0e0d0c-0000-4000-8000-000000000001",
                            "voix-du-rhone",
                            "dialer",
                            null),
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
