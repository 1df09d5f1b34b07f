// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;

/** Consents that differ from an example in what was shown or said. */
public final class GivenConsents {

    private GivenConsents() {}

    /** The same consent by another proof, with other particulars. */
    public static ConsentGiven with(
            ConsentGiven given, ConsentProof proof, ConsentParticulars particulars) {
        return new ConsentGiven(
                given.consent(),
                given.controller(),
                given.processor(),
                given.subject(),
                given.number(),
                given.purposes(),
                proof,
                given.collectedBy(),
                given.collectedAt(),
                given.validUntil(),
                given.exactSlot(),
                particulars,
                given.proofKeptUntil(),
                given.ruleSet(),
                given.at());
    }
}
