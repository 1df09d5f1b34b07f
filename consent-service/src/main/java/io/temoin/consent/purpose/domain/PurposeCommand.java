// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is asked of one purpose of one controller. */
public sealed interface PurposeCommand {

    /** Who asks. */
    PartyId by();

    /** Whose purpose it is. */
    PartyId controller();

    /** Declare a purpose of the catalogue, with the terms under which it will be processed for. */
    record DeclarePurpose(
            PartyId by,
            PartyId controller,
            PurposeTemplate template,
            String catalogue,
            PurposeTerms terms,
            Instant now)
            implements PurposeCommand {}

    /** Start processing for it. */
    record ActivatePurpose(
            PartyId by,
            PartyId controller,
            PurposeTemplate template,
            ActivationGrounds grounds,
            Instant now)
            implements PurposeCommand {}

    /**
     * Change its terms.
     *
     * @param replaces the revision the asker has seen
     */
    record RevisePurpose(
            PartyId by,
            PartyId controller,
            PurposeTemplate template,
            String catalogue,
            int replaces,
            PurposeTerms terms,
            Instant now)
            implements PurposeCommand {}

    /** Stop processing for it. */
    record RetirePurpose(PartyId by, PartyId controller, @Nullable String reason, Instant now)
            implements PurposeCommand {}
}
