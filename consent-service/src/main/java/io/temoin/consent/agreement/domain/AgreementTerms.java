// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a processing agreement sets out besides its instructions (GDPR art. 28(3)).
 *
 * @param subjectMatter in one line
 * @param nature in one line
 * @param dataTypes codes such as {@code PHONE_NUMBER}, at least one
 * @param subjectCategories codes such as {@code PROSPECTS}, at least one
 * @param validFrom inclusive
 * @param validUntil exclusive; absent when it was agreed for an indefinite time
 * @param securityReference the measures of GDPR art. 32 that were agreed
 * @param transfers outside the Union; none when none was agreed
 * @param engagedBy the processor that engages this one (GDPR art. 28(4)); absent when the
 *     controller does
 */
public record AgreementTerms(
        String subjectMatter,
        String nature,
        List<String> dataTypes,
        List<String> subjectCategories,
        Instant validFrom,
        @Nullable Instant validUntil,
        String securityReference,
        List<Transfer> transfers,
        AtEnd atEnd,
        @Nullable PartyId engagedBy) {

    public AgreementTerms {
        dataTypes = List.copyOf(dataTypes);
        subjectCategories = List.copyOf(subjectCategories);
        transfers = List.copyOf(transfers);
    }
}
