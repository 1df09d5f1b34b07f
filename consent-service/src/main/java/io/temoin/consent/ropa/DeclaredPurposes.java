// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/**
 * What a controller calls and records for. The one place where the record of processing asks: a
 * catalogue of a controller's own purposes is connected here.
 */
@Singleton
class DeclaredPurposes {

    /**
     * One purpose.
     *
     * @param dataTypes what is processed for it at least, whoever does it
     * @param subjectCategories whose data that is
     */
    record DeclaredPurpose(
            Purpose purpose, List<String> dataTypes, List<String> subjectCategories) {}

    /** The purposes of a controller; today those that the service knows, the same for all. */
    List<DeclaredPurpose> of(PartyId controller) {
        return Arrays.stream(Purpose.values()).map(DeclaredPurposes::declared).toList();
    }

    /** A call needs a number; its recording is a voice on either side. */
    private static DeclaredPurpose declared(Purpose purpose) {
        return purpose.isRecording()
                ? new DeclaredPurpose(
                        purpose, List.of("PHONE_NUMBER", "VOICE"), List.of("AGENT", "CALLEE"))
                : new DeclaredPurpose(purpose, List.of("PHONE_NUMBER"), List.of("CALLEE"));
    }
}
