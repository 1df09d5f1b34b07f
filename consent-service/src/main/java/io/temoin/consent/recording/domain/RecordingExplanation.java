// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RuleSet;
import java.util.List;

/**
 * Why a call may be recorded as it may.
 *
 * @param mode the strictest of all that had a say, or {@code MANDATORY}
 * @param rules those applied, as they are cited
 * @param unknown places that had a say and no verified rule, so that nothing was recorded without a
 *     yes
 * @param purposes what became of each purpose a recording could have
 */
public record RecordingExplanation(
        RecordingMode mode,
        List<RuleSet> rules,
        List<String> unknown,
        List<PurposeOutcome> purposes) {

    public RecordingExplanation {
        rules = List.copyOf(rules);
        unknown = List.copyOf(unknown);
        purposes = List.copyOf(purposes);
    }

    /** Whether it is recorded for a purpose that the person agreed to before the call. */
    boolean restsOnConsentGivenBeforehand() {
        return purposes.stream().anyMatch(one -> one.code() == PurposeOutcome.Code.CONSENTED);
    }

    /** Whether it is recorded for that purpose because the person agreed to it, or will have. */
    public boolean restsOnConsent(Purpose purpose) {
        return purposes.stream()
                .anyMatch(one -> one.purpose() == purpose && one.code().restsOnConsent());
    }
}
