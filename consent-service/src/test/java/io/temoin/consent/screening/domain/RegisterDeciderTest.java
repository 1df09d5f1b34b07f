// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening.domain;

import static io.temoin.consent.screening.domain.ScreeningProblem.REGISTER_COPY_OLDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final UUID COPY = UUID.fromString("019a0000-0000-8000-8000-000000000001");
    private static final UUID LATER = UUID.fromString("019a0000-0000-8000-8000-000000000002");
    private static final PartyId RHONE = new PartyId("rhone-telecom");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private final DeciderSpecification<RecordImport, Register, RegisterImported> register =
            DeciderSpecification.of(new RegisterDecider());

    @Test
    void aFirstCopyIsTakenIntoUse() {
        register.given().when(recording(COPY, DAY)).then(imported(COPY, DAY));
    }

    @Test
    void aControllersOwnListSaysWhoseItIs() {
        register.given()
                .when(
                        new RecordImport(
                                COPY,
                                RegisterId.suppressionOf(RHONE),
                                DAY,
                                3,
                                "aa",
                                "crm",
                                "diane",
                                NOW))
                .then(
                        new RegisterImported(
                                COPY, "SUPPRESSION", RHONE, DAY, 3, "aa", "crm", "diane", NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30})
    void aCopyOfTheSameDayOrALaterOneReplacesIt(int days) {
        register.given(imported(COPY, DAY))
                .when(recording(LATER, DAY.plusDays(days)))
                .then(imported(LATER, DAY.plusDays(days)));
    }

    @Test
    void anOlderCopyDoesNot() {
        register.given(imported(COPY, DAY))
                .when(recording(LATER, DAY.minusDays(1)))
                .thenRejected(REGISTER_COPY_OLDER);
    }

    @Test
    void theSameCopyIsRecordedOnce() {
        register.given(imported(COPY, DAY)).when(recording(COPY, DAY)).thenNothing();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24,true", "2026-12-18,true", "2026-12-19,false", "2027-01-01,false"})
    void aCopyIsFreshUpToTheLastDay(LocalDate today, boolean fresh) {
        var screening = new Screening("UK-TPS", DAY, false);
        assertThat(screening.isFresh(Period.ofDays(28), today)).isEqualTo(fresh);
    }

    @Test
    void whatWasNeverImportedIsNeverFresh() {
        assertThat(Screening.ofNoCopy("UK-TPS").isFresh(Period.ofYears(100), DAY)).isFalse();
    }

    @Test
    void aRegisterIsNamedByItsCodeAndAListByItsController() {
        assertThat(RegisterId.publicly("UK-TPS").key()).isEqualTo("uk-tps");
        assertThat(RegisterId.suppressionOf(RHONE).key()).isEqualTo("suppression-rhone-telecom");
        assertThatThrownBy(() -> RegisterId.publicly("SUPPRESSION"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RegisterId("UK-TPS", RHONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "uk-tps",
                "-TPS",
                "UK--TPS",
                "UK TPS",
                "U23456789-123456789-123456789-123"
            })
    void whatIsNoCodeIsRefused(String code) {
        assertThatThrownBy(() -> RegisterId.publicly(code))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RecordImport recording(UUID copy, LocalDate asOf) {
        return new RecordImport(
                copy, RegisterId.publicly("UK-TPS"), asOf, 2, "9f86d081", "tps", null, NOW);
    }

    private static RegisterImported imported(UUID copy, LocalDate asOf) {
        return new RegisterImported(copy, "UK-TPS", null, asOf, 2, "9f86d081", "tps", null, NOW);
    }
}
