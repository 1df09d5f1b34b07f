// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.PARIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.eventsourcing.Rejected;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A time that a person agreed to, as their clock shows it. */
class LocalSlotTest {

    private static final LocalSlot SUNDAY =
            new LocalSlot(LocalDateTime.parse("2026-11-29T19:00"), PARIS);

    private final ContactPermissionDecider decider = new ContactPermissionDecider();

    @ParameterizedTest
    @CsvSource({
        "2026-11-29T19:00, Europe/Paris, 2026-11-29T18:00:00Z",
        "2026-07-29T19:00, Europe/Paris, 2026-07-29T17:00:00Z",
        "2027-03-28T02:30, Europe/Paris, 2027-03-28T01:30:00Z", // skipped: half past three
        "2026-10-25T02:30, Europe/Paris, 2026-10-25T00:30:00Z", // there twice
        "2026-11-29T19:00, Indian/Reunion, 2026-11-29T15:00:00Z"
    })
    void isAMomentByTheClocksThere(LocalDateTime local, ZoneId zone, Instant moment) {
        assertThat(new LocalSlot(local, zone).moment()).isEqualTo(moment);
    }

    @Test
    void isKeptBesideTheMomentItIsNow() {
        assertThat(decider.decide(giving(SUNDAY), ContactPermission.NOTHING_KNOWN))
                .singleElement()
                .isInstanceOfSatisfying(
                        ConsentGiven.class,
                        given -> {
                            assertThat(given.localSlot()).isEqualTo(SUNDAY);
                            assertThat(given.exactSlot()).isEqualTo("2026-11-29T18:00:00Z");
                        });
    }

    /** The moment was computed by clocks that have changed since; what was agreed has not. */
    @Test
    void holdsWhateverBecomesOfTheClocks() {
        ConsentGiven given = Examples.given();
        var moved =
                new ConsentGiven(
                        given.consent(),
                        given.controller(),
                        given.processor(),
                        given.subject(),
                        given.number(),
                        given.purposes(),
                        given.proof(),
                        given.collectedBy(),
                        given.collectedAt(),
                        given.validUntil(),
                        Instant.parse("2026-11-29T17:00:00Z"),
                        SUNDAY,
                        given.particulars(),
                        given.proofKeptUntil(),
                        given.ruleSet(),
                        given.at());

        assertThat(decider.replay(List.of(moved)).consents())
                .singleElement()
                .satisfies(
                        consent ->
                                assertThat(consent.exactSlot()).isEqualTo("2026-11-29T18:00:00Z"));
    }

    @Test
    void liesWithinTheValidity() {
        var late = new LocalSlot(LocalDateTime.parse("2028-11-29T19:00"), PARIS);

        assertThatThrownBy(() -> decider.decide(giving(late), ContactPermission.NOTHING_KNOWN))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.violations())
                                        .extracting(Rejected.Violation::pointer)
                                        .containsExactly("/exactSlotLocal"));
    }

    private static GiveConsent giving(LocalSlot slot) {
        GiveConsent plain = Examples.giving();
        return new GiveConsent(
                plain.consent(),
                plain.by(),
                plain.controller(),
                plain.processor(),
                plain.subject(),
                plain.number(),
                plain.purposes(),
                plain.proof(),
                plain.particulars(),
                plain.collectedAt(),
                plain.validFor(),
                slot.moment(),
                slot,
                FR_2026,
                plain.mandate(),
                NOW);
    }
}
