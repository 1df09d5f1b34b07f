// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.StatedCall;
import io.temoin.consent.rules.domain.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * A call that somebody wants to make, to one person or to each on a list.
 *
 * @param by who would call
 * @param campaign the caller's own reference
 */
public record ProposedCall(
        ActingParty by,
        PartyId controller,
        Purpose purpose,
        @Nullable String campaign,
        StatedCall stated) {}
