// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list of numbers was scrubbed: the proof that it was, of which list, and with what outcome. It
 * allows no call: each is decided, and counted, when it is about to be made. All that ever happens
 * to a scrub.
 *
 * @param processor the organisation that asked, and would call
 * @param tally how the numbers fared
 * @param listHash keyed hash of the people on the list, in its order: who has the list can be shown
 *     that it was this one, and nobody can tell a number from it
 * @param at the moment that every answer is about
 */
public record ListScrubbed(
        UUID scrub,
        PartyId controller,
        PartyId processor,
        Purpose purpose,
        @Nullable String campaign,
        ScrubTally tally,
        String listHash,
        Instant at) {}
