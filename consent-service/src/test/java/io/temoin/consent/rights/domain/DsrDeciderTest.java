// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.legalclock.LegalCalendar;
import io.temoin.shredding.Personal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DsrDeciderTest {

    private static final DsrReceived RECEIVED =
            new DsrReceived(
                    Examples.STATEMENT,
                    Examples.RHONE,
                    Examples.SUBJECT,
                    DataSubjectRight.ACCESS,
                    null,
                    null,
                    Channel.WEB,
                    Examples.RHONE,
                    Examples.NOW,
                    Instant.parse("2026-12-24T23:00:00Z"));

    private final DeciderSpecification<ReceiveDsr, Dsr, DsrReceived> request =
            DeciderSpecification.of(new DsrDecider(LegalCalendar.FRANCE));

    @Test
    void isReceivedWithItsClock() {
        request.given().when(asking(Examples.NOW)).then(RECEIVED);
    }

    @Test
    void isReceivedOnce() {
        request.given(RECEIVED).when(asking(Examples.NOW)).thenNothing();
    }

    /** What would be right is said once, with the request, and read while its key is there. */
    @Test
    void holdsWhatThePersonSays() {
        var said = Personal.plaintext("J'ai parlé fort.", Examples.SUBJECT);
        var gone = new Personal.Erased<String>(Examples.SUBJECT, Examples.NOW, "PERIOD_ENDED");
        request.given().when(correcting(said)).then(corrected(said));
        assertThat(words(corrected(said))).contains("J'ai parlé fort.");
        assertThat(words(corrected(gone))).isEmpty();
        assertThat(words(RECEIVED)).isEmpty();
    }

    private static Optional<String> words(DsrReceived event) {
        return ((Dsr.Received) new DsrDecider(LegalCalendar.FRANCE).replay(List.of(event)))
                .correctionInWords();
    }

    private static ReceiveDsr correcting(Personal<String> correction) {
        return new ReceiveDsr(
                Examples.STATEMENT,
                Examples.RHONE,
                Examples.SUBJECT,
                DataSubjectRight.RECTIFICATION,
                correction,
                null,
                Channel.WEB,
                Examples.RHONE,
                Examples.NOW);
    }

    private static DsrReceived corrected(Personal<String> correction) {
        return new DsrReceived(
                Examples.STATEMENT,
                Examples.RHONE,
                Examples.SUBJECT,
                DataSubjectRight.RECTIFICATION,
                correction,
                null,
                Channel.WEB,
                Examples.RHONE,
                Examples.NOW,
                Instant.parse("2026-12-24T23:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        // received; answered before the end of that day in Paris
        "2026-03-05T10:00:00Z,2026-04-07T22:00:00Z", // 5 April is Easter Sunday, 6 April Monday
        "2026-02-05T10:00:00Z,2026-03-05T23:00:00Z", // the EDPB's example: 5 to 5
        "2026-08-31T10:00:00Z,2026-09-30T22:00:00Z", // no 31 September
        "2027-01-31T10:00:00Z,2027-03-01T23:00:00Z", // 28 February 2027 is a Sunday
        "2026-11-24T22:59:59Z,2026-12-24T23:00:00Z", // still 24 November in Paris
        "2026-11-24T23:00:00Z,2026-12-28T23:00:00Z", // the 25th: Christmas, Saturday, Sunday
        "2026-10-11T10:00:00Z,2026-11-12T23:00:00Z" // 11 November is a holiday
    })
    void isDueAMonthLater(Instant received, Instant dueBy) {
        assertThat(dueBy(LegalCalendar.FRANCE, received)).isEqualTo(dueBy);
    }

    /** A day that is no holiday there moves nothing; where the holidays are unknown, none does. */
    @ParameterizedTest
    @CsvSource({
        // 11 November 2026, a Wednesday, is a holiday in France alone
        "FR,Europe/Paris,2026-10-11T10:00:00Z,2026-11-12T23:00:00Z",
        "DE,Europe/Berlin,2026-10-11T10:00:00Z,2026-11-11T23:00:00Z",
        // 26 March 2027 is Good Friday, the 29th Easter Monday, which Spain leaves to its regions
        "FR,Europe/Paris,2027-02-26T10:00:00Z,2027-03-26T23:00:00Z",
        "DE,Europe/Berlin,2027-02-26T10:00:00Z,2027-03-30T22:00:00Z",
        "ES,Europe/Madrid,2027-02-26T10:00:00Z,2027-03-29T22:00:00Z",
        // a Sunday; of the Netherlands no holidays are known
        "NL,Europe/Amsterdam,2026-10-15T10:00:00Z,2026-11-15T23:00:00Z",
        // still 24 November in Paris, and in Lisbon for an hour longer
        "PT,Europe/Lisbon,2026-11-24T23:30:00Z,2026-12-25T00:00:00Z"
    })
    void isCountedWhereTheControllerIs(
            String country, ZoneId zone, Instant received, Instant dueBy) {
        assertThat(dueBy(LegalCalendar.of(country, zone), received)).isEqualTo(dueBy);
    }

    private static Instant dueBy(LegalCalendar calendar, Instant received) {
        var decider = new DsrDecider(calendar);
        return decider.decide(asking(received), decider.initialState()).getFirst().dueBy();
    }

    private static ReceiveDsr asking(Instant now) {
        return new ReceiveDsr(
                Examples.STATEMENT,
                Examples.RHONE,
                Examples.SUBJECT,
                DataSubjectRight.ACCESS,
                null,
                null,
                Channel.WEB,
                Examples.RHONE,
                now);
    }
}
