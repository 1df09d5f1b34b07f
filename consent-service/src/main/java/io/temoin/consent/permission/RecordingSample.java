// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.temoin.consent.ConsentConfig;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Draws the calls that a controller records for quality. The draw is a function of the decision's
 * id, so that it can be checked afterwards and comes out the same when a request is repeated.
 */
@Singleton
class RecordingSample {

    private static final int HUNDRED = 100;

    private final int percent;
    private final Map<String, Integer> percentOf;

    RecordingSample(ConsentConfig config) {
        this.percent = config.recording().samplePercent();
        this.percentOf = Map.copyOf(config.recording().samplePercentOf());
    }

    /** Purposes that this call was drawn for. */
    List<Purpose> draw(PartyId controller, UUID decision) {
        int share = percentOf.getOrDefault(controller.value(), percent);
        // The last bits of the id come from a keyed hash: evenly spread, and nobody's choice.
        int lot = Math.floorMod(decision.getLeastSignificantBits(), HUNDRED);
        return lot < share ? List.of(Purpose.QUALITY) : List.of();
    }
}
