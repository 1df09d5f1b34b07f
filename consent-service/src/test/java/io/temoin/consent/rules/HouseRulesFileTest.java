// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.temoin.consent.rules.domain.ConsentRegime;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tenants add to the laws. */
class HouseRulesFileTest {

    private static final Instant TUESDAY = Instant.parse("2026-12-01T09:30:00Z");

    private static final String HOUSE =
            """
            - id: HELIOS-HOUSE
              version: "1"
              tenant: helios
              jurisdictions: [FR, DE]
              validFrom: "2026-12-01"
              knownSince: "2026-11-25T00:00:00Z"
              zone: Europe/Paris
              source: {reference: "Works agreement 2026-4", confidence: PRIMARY, reviewedOn: "2026-11-25"}
              consentSource: "Works agreement 2026-4"
              maxConsentValidity: P6M
              windows:
                days: [MONDAY, TUESDAY, THURSDAY]
                hours:
                  - {from: "10:30", to: "12:00"}
                  - {from: "14:00", to: "19:00"}
                holidays: NONE
                source: "Works agreement 2026-4"
              frequency: {maxAttempts: 2, window: P30D, source: "Works agreement 2026-4"}
              startWithin: PT30S
            """;

    @TempDir private Path folder;

    @Test
    void areLookedAtBesidesTheLaw() throws IOException {
        var rules = withHouse(HOUSE);

        assertThat(rules.inForce("helios", List.of("FR"), TUESDAY, TUESDAY))
                .extracting(RulePack::id)
                .containsExactly("FR-2026", "HELIOS-HOUSE");
        assertThat(rules.inForce("helios", List.of("DE", "FR"), TUESDAY, TUESDAY))
                .extracting(RulePack::id)
                .containsExactly("DE-2021", "FR-2026", "HELIOS-HOUSE");
        assertThat(rules.houseRulesOf("helios").getFirst().consentRegime())
                .isEqualTo(ConsentRegime.OPT_OUT);
        assertThat(rules.document(new RuleSet("HELIOS-HOUSE", "1"))).isNotNull();
    }

    /**
     * Another tenant, another country, another time, or not known yet; nor where no law is known.
     */
    @ParameterizedTest
    @CsvSource({
        "boreal, FR, 2026-12-01T09:30:00Z, 2026-12-01T09:30:00Z, FR-2026",
        "helios, NL, 2026-12-01T09:30:00Z, 2026-12-01T09:30:00Z, NL-2026",
        "helios, FR, 2026-11-30T09:30:00Z, 2026-12-01T09:30:00Z, FR-2026",
        "helios, FR, 2026-12-01T09:30:00Z, 2026-11-24T23:59:59Z, FR-2026"
    })
    void areNobodyElses(String tenant, String country, Instant at, Instant knownAt, String law)
            throws IOException {
        assertThat(withHouse(HOUSE).inForce(tenant, List.of(country), at, knownAt))
                .extracting(RulePack::id)
                .containsExactly(law);
        assertThat(withHouse(HOUSE).inForce(tenant, List.of("PL", country), at, knownAt)).isEmpty();
    }

    /** Written in the belief that they hold. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from: \"10:30\" | from: \"09:30\" | the hours 09:30 to 12:00 on MONDAY are"
                        + " outside the statutory hours",
                "to: \"19:00\" | to: \"20:30\" | the hours 14:00 to 20:30 on THURSDAY are outside"
                        + " the statutory hours",
                "[MONDAY, TUESDAY, THURSDAY] | [SUNDAY] | on SUNDAY are outside the statutory"
                        + " hours",
                "holidays: NONE | {holidays: NONE, exactSlotWithin: PT30M} | after an agreed time",
                "maxAttempts: 2 | maxAttempts: 5 | 5 attempts in P30D exceed the statutory 4 in"
                        + " P30D",
                "maxAttempts: 2, window: P30D | maxAttempts: 4, window: P7D | 4 attempts in P7D",
                "maxConsentValidity: P6M | maxConsentValidity: P2Y | a consent validity of P2Y"
                        + " exceeds",
                "startWithin: PT30S | startWithin: PT90S | a call start within PT1M30S is later"
            })
    void nothingLooserThanTheLawStarts(String was, String is, String told) {
        var text =
                is.startsWith("{")
                        ? HOUSE.replace(was, was + "\n    exactSlotWithin: PT30M")
                        : HOUSE.replace(was, is);

        assertThatIllegalStateException()
                .isThrownBy(() -> withHouse(text))
                .withMessageContaining("HELIOS-HOUSE 1 is less strict than FR-2026")
                .withMessageContaining(told);
    }

    /** Where the mistake is, as a pointer into the list, or as line and column. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenant: helios | campaign: fibre | /0: the tenant is missing",
                "jurisdictions: [FR, DE] | jurisdictions: [France] | /0/jurisdictions/0",
                "to: \"19:00\" | to: \"7 pm\" | /0/windows/hours/1/to",
                "startWithin: PT30S | startWithin: soon | /0/startWithin",
                "version: \"1\" | edition: \"1\" | version",
                "startWithin: PT30S | startWithin: PT30S, recording: {} | line: ",
                "- id: HELIOS-HOUSE | id: HELIOS-HOUSE | the file is not a list of rule packs"
            })
    void tellsWhereAMistakeIs(String was, String is, String place) {
        var text =
                is.startsWith("id:")
                        ? HOUSE.replace(was, "  id: HELIOS-HOUSE")
                        : HOUSE.replace(was, is);

        assertThatIllegalStateException()
                .isThrownBy(() -> withHouse(text))
                .withMessageContaining("house.yaml")
                .withMessageContaining(place);
    }

    @Test
    void sayNothingOfRecordings() {
        assertThatIllegalStateException()
                .isThrownBy(() -> withHouse(HOUSE + "  gaps: []\n"))
                .withMessageContaining("/0/gaps: only rule packs of a law may have this field");
    }

    @Test
    void aMissingFileStopsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> HouseRulesFile.read(folder.resolve("nowhere.yaml"), List.of()))
                .withMessageContaining("nowhere.yaml cannot be read");
    }

    @Test
    void aNameOfALawIsTaken() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                withHouse(
                                        HOUSE.replace("id: HELIOS-HOUSE", "id: DE-2021")
                                                .replace("version: \"1\"", "version: \"2026.2\"")))
                .withMessageContaining("two rules");
    }

    private RulePacks withHouse(String text) throws IOException {
        var file = Files.writeString(folder.resolve("house.yaml"), text);
        return new RulePacks(file);
    }
}
