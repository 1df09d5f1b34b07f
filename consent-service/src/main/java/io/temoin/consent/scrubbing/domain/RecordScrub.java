// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Record the outcome of a scrub. All that may be asked of one; {@link ListScrubbed} tells more. */
public record RecordScrub(
        UUID scrub,
        PartyId controller,
        PartyId processor,
        Purpose purpose,
        @Nullable String campaign,
        ScrubTally tally,
        String listHash,
        Instant now) {}
