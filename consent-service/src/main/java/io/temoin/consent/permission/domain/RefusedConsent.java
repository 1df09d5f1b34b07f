// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Defect;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted as a consent and is not valid. It permits nothing; it is remembered so that a
 * decision can say what was missing.
 *
 * @param processor who would have called; absent when the controller itself would have
 */
record RefusedConsent(
        UUID id,
        @Nullable PartyId processor,
        List<Purpose> purposes,
        Instant collectedAt,
        List<Defect> defects) {

    RefusedConsent {
        purposes = List.copyOf(purposes);
        defects = List.copyOf(defects);
    }

    static RefusedConsent of(ConsentRefused refused) {
        return new RefusedConsent(
                refused.refusal(),
                refused.processor(),
                refused.purposes(),
                refused.collectedAt(),
                refused.defects());
    }

    /** Whether it would have been for this purpose and this caller. */
    boolean wouldCover(Purpose purpose, PartyId caller, PartyId controller) {
        PartyId named = processor == null ? controller : processor;
        return purposes.contains(purpose) && (caller.equals(named) || caller.equals(controller));
    }
}
