// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScrubDeciderTest {

    private static final UUID SCRUB = UUID.fromString("01990000-0000-8000-8000-000000000020");
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final PartyId RHONE = new PartyId("rhone-telecom");
    private static final PartyId VOIX = new PartyId("voix-du-rhone");
    private static final ScrubTally TALLY = new ScrubTally(1, 2, 3, 4);

    private final DeciderSpecification<RecordScrub, Scrub, ListScrubbed> scrub =
            DeciderSpecification.of(new ScrubDecider());

    @Test
    void theOutcomeIsRecordedOnce() {
        scrub.given().when(recording(TALLY)).then(scrubbed());
        scrub.given(scrubbed()).when(recording(ScrubTally.NONE)).thenNothing();
    }

    @Test
    void talliesAddUp() {
        assertThat(TALLY.numbers()).isEqualTo(10);
    }

    private static RecordScrub recording(ScrubTally tally) {
        return new RecordScrub(
                SCRUB, RHONE, VOIX, Purpose.PROSPECTING_CALL, "fibre", tally, "9f86", NOW);
    }

    private static ListScrubbed scrubbed() {
        return new ListScrubbed(
                SCRUB, RHONE, VOIX, Purpose.PROSPECTING_CALL, "fibre", TALLY, "9f86", NOW);
    }
}
