// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingDecider.CLOCK_SKEW;

import java.time.Duration;
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
 * @param objection how far an objection reaches; absent for anything else, and for one of before
 *     objections were decided at the rights desk
 */
public record SubjectAct(
        UUID id,
        QuarantineReason kind,
        @Nullable UUID decision,
        Instant statedAt,
        @Nullable ObjectionReach objection) {

    private static final PurposeCode PROSPECTING = new PurposeCode("PROSPECTING_CALL");

    /** Anything but an objection that is decided at the rights desk. */
    public SubjectAct(UUID id, QuarantineReason kind, @Nullable UUID decision, Instant statedAt) {
        this(id, kind, decision, statedAt, null);
    }

    /** Why what it ends has ended: what rests on a consent ends as with a withdrawal. */
    QuarantineReason reason() {
        return objection != null && objection.stage() == ObjectionReach.Stage.PENDING
                ? QuarantineReason.CONSENT_WITHDRAWN
                : kind;
    }

    /** How long until what it sets apart has to go; at once when the desk has decided. */
    Duration eraseWithin() {
        return objection != null && objection.stage() == ObjectionReach.Stage.UPHELD
                ? Duration.ZERO
                : reason().eraseWithin();
    }

    /** The purposes of a recording that it ends. */
    Set<PurposeCode> ends(RecordingId recording, RecordedCall call) {
        return objection == null || objection.reaches(recording) ? ends(call) : Set.of();
    }

    /** The purposes of a recorded call that it ends. */
    Set<PurposeCode> ends(RecordedCall call) {
        return switch (kind) {
            case MINOR -> madeByMinor(call) ? Set.copyOf(call.purposes()) : Set.of();
            case OPTED_OUT -> call.decision().equals(decision) ? refused(call) : Set.of();
            case CONSENT_WITHDRAWN ->
                    withdrawn(call) ? call.restingOn(LegalBasis::endsWithConsent) : Set.of();
            case OBJECTED -> objectedTo(call) ? objected(call) : Set.of();
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

    /** While nobody has decided, what rests on a consent ends: that needs no decision. */
    private Set<PurposeCode> objected(RecordedCall call) {
        return objection != null && objection.stage() == ObjectionReach.Stage.PENDING
                ? call.restingOn(LegalBasis::endsWithConsent)
                : call.restingOn(LegalBasis::endsWithObjection);
    }

    /** Calls up to the objection; a later one has its own notice, with its own way to refuse. */
    private boolean objectedTo(RecordedCall call) {
        return (decision == null || decision.equals(call.decision()))
                && !call.startedAt().isAfter(statedAt.plus(CLOCK_SKEW));
    }
}
