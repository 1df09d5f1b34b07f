// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.consent.permission.domain.CallLaw;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds the law that a call is decided by: of calling, and of recording. */
@Singleton
class CallLaws {

    private final RulePacks rules;
    private final RecordingLaw recording;

    CallLaws(RulePacks rules, RecordingLaw recording) {
        this.rules = rules;
        this.recording = recording;
    }

    /**
     * The law that governs a call at {@code at}, as it was known at {@code knownAt}, with what the
     * tenant adds to it.
     *
     * @param agentPlace ISO 3166 code of the place of the agent or the recorder; absent when nobody
     *     said
     */
    CallLaw governing(
            TenantId tenant,
            CalleePlace place,
            @Nullable String agentPlace,
            Instant at,
            Instant knownAt) {
        return new CallLaw(
                rules.inForce(tenant.value(), place.jurisdictions(), at, knownAt),
                recording.terms(place, agentPlace, at, knownAt));
    }

    /** The announcement of the law that a recorded decision names. */
    Announcement announcement(String id) {
        Announcement ordered = recording.announcement(id);
        return ordered == null ? rules.announcement(id) : ordered;
    }
}
