// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.consent.purpose.domain.RecordingStart;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Period;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PurposeTemplatesTest {

    private final PurposeTemplates templates = new PurposeTemplates();

    @Test
    void everyPurposeHasItsNamesAndSource() {
        assertThat(templates.latest().purposes())
                .hasSize(26)
                .allSatisfy(
                        purpose -> {
                            assertThat(purpose.names()).containsKeys("en", "fr");
                            assertThat(purpose.source()).isNotBlank();
                        });
    }

    /** What calls can be recorded for is a purpose that controllers can declare. */
    @Test
    void everyPurposeOfRecordingIsInTheCatalogue() {
        assertThat(Arrays.stream(Purpose.values()).filter(Purpose::isRecording))
                .allSatisfy(
                        purpose ->
                                assertThat(find(purpose.name()).recording())
                                        .isNotEqualTo(RecordingStart.NONE));
    }

    /** Of catalogue and law, neither keeps longer than the other. */
    @Test
    void thePeriodsAreThoseOfTheRecordingRules() {
        assertThat(new RecordingLaw().all())
                .flatExtracting(rule -> rule.duties())
                .flatExtracting(duty -> duty.keeping())
                .allSatisfy(
                        kept -> {
                            assertThat(find(kept.purpose().name()).keepFor())
                                    .isEqualTo(kept.keepFor());
                            assertThat(find(kept.purpose().name()).bound()).isEqualTo(kept.bound());
                        });
        assertThat(find("QUALITY").keepFor()).isEqualTo(Period.ofMonths(6));
    }

    /** A sample rests on a legitimate interest alone. */
    @Test
    void whatIsDrawnIsALegitimateInterest() {
        assertThat(templates.latest().purposes())
                .filteredOn(purpose -> purpose.recording() == RecordingStart.DRAW)
                .allSatisfy(
                        purpose ->
                                assertThat(purpose.legalBases())
                                        .containsExactly(LegalBasis.LEGITIMATE_INTEREST));
    }

    private PurposeTemplate find(String code) {
        return Objects.requireNonNull(templates.latest().find(new PurposeCode(code)), code);
    }
}
