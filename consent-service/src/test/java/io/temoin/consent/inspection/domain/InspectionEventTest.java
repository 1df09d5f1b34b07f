// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.inspection.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.consent.inspection.domain.InspectionEvent.ConsentsListed;
import io.temoin.consent.inspection.domain.InspectionEvent.PersonalDataRead;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.SubjectId;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InspectionEventTest {

    private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");

    private static final PersonalDataRead READ =
            PersonalDataRead.of(
                    PersonalDocument.CONSENT_PROOF,
                    new PartyId("rhone-telecom"),
                    new SubjectId("0123456789abcdef0123456789abcdef"),
                    EnumSet.of(PersonalField.EVIDENCE, PersonalField.NUMBER));

    @Test
    void namesFieldsInOneOrder() {
        assertThat(READ.fields()).containsExactly(PersonalField.NUMBER, PersonalField.EVIDENCE);
    }

    @Test
    void saysWhichConsentOrDecisionItIsAbout() {
        assertThat(READ.ofConsent(ID).consent()).isEqualTo(ID);
        assertThat(READ.ofConsent(ID).decision()).isNull();
        assertThat(READ.ofDecision(ID).decision()).isEqualTo(ID);
        assertThat(READ.ofDecision(ID).consent()).isNull();
    }

    @Test
    void keepsTheQuestionAsItWasAsked() {
        var filters = new TreeMap<>(Map.of("state", "GIVEN"));
        var listed = new ConsentsListed(null, filters, 1, null);
        filters.put("subject", "somebody");

        assertThat(listed.filters()).containsOnlyKeys("state");
        assertThatThrownBy(() -> listed.filters().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
