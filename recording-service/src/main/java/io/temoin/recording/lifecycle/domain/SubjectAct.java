// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingDecider.CLOCK_SKEW;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a data subject said, or turned out to be, that ends purposes of recordings.
 *
 * @param kind what it was
 * @param decision the call it is about; absent when it is about every recorded call
 * @param statedAt when the person said so
 */
public record SubjectAct(
        UUID id, QuarantineReason kind, @Nullable UUID decision, Instant statedAt) {

    private static final PurposeCode PROSPECTING = new PurposeCode("PROSPECTING_CALL");

    /** The purposes of a recorded call that it ends. */
    Set<PurposeCode> ends(RecordedCall call) {
        return switch (kind) {
            case MINOR -> madeByMinor(call) ? Set.copyOf(call.purposes()) : Set.of();
            case OPTED_OUT -> call.decision().equals(decision) ? refused(call) : Set.of();
            case CONSENT_WITHDRAWN ->
                    withdrawn(call) ? call.restingOn(LegalBasis::endsWithConsent) : Set.of();
            case OBJECTED ->
                    objectedTo(call) ? call.restingOn(LegalBasis::endsWithObjection) : Set.of();
        };
    }

    /**
     * The call in which the person's age was said, and every call that sold something, since what a
     * minor consented to permits nothing.
     */
    private boolean madeByMinor(RecordedCall call) {
        return call.callPurpose().equals(PROSPECTING)
                || (!statedAt.isBefore(call.startedAt().minus(CLOCK_SKEW))
                        && !statedAt.isAfter(call.endedAt().plus(CLOCK_SKEW)));
    }

    /**
     * Everything, and the recording goes. What a law orders kept is kept for that, and for what
     * does not end with an objection (GDPR art. 17(3)(b), 21(1)).
     */
    private static Set<PurposeCode> refused(RecordedCall call) {
        return call.keptByLaw()
                ? call.restingOn(LegalBasis::endsWithObjection)
                : Set.copyOf(call.purposes());
    }

    /** Only what the person had agreed to by then: a later yes stands. */
    private boolean withdrawn(RecordedCall call) {
        return !call.consentedAt().isAfter(statedAt.plus(CLOCK_SKEW));
    }

    /** Calls up to the objection; a later one has its own notice, with its own way to refuse. */
    private boolean objectedTo(RecordedCall call) {
        return (decision == null || decision.equals(call.decision()))
                && !call.startedAt().isAfter(statedAt.plus(CLOCK_SKEW));
    }
}
