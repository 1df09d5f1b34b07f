// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.legalclock.AnswerClock;
import io.temoin.legalclock.Deadline;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofReceived;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofRequested;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An act that the desk dates before a deadline, and recorded only after it: by its date it is in
 * time, and nobody but the desk says so.
 *
 * @param at when it was done, as the desk says
 * @param recordedAt when that was recorded
 * @param dueAt the deadline that had passed by then
 */
public record LateRecord(DatedAct act, Instant at, Instant recordedAt, Instant dueAt) {

    /**
     * What an event is of that; {@code null} if it was recorded in time, or came too late.
     *
     * @param deadline by which the request is to be answered. A question for a proof of identity
     *     that moves it has an earlier one of its own: the end of the time in which it is prompt.
     */
    static @Nullable LateRecord of(RequestEvent event, RequestOpened opened, Deadline deadline) {
        return switch (event) {
            case IdentityProofRequested it ->
                    of(
                            DatedAct.IDENTITY_PROOF_REQUESTED,
                            it.requestedAt(),
                            it.recordedAt(),
                            it.prompt() ? promptUntil(opened) : deadline);
            case IdentityProofReceived it ->
                    of(
                            DatedAct.IDENTITY_PROOF_RECEIVED,
                            it.receivedAt(),
                            it.recordedAt(),
                            deadline);
            case DsrExtended it ->
                    of(DatedAct.EXTENSION, it.informedAt(), it.recordedAt(), deadline);
            case DsrAnswered it -> of(DatedAct.ANSWER, it.answeredAt(), it.recordedAt(), deadline);
            case DsrRefused it -> of(DatedAct.REFUSAL, it.refusedAt(), it.recordedAt(), deadline);
            default -> null;
        };
    }

    private static Deadline promptUntil(RequestOpened opened) {
        AnswerClock clock = Request.clockOf(opened);
        return Deadline.at(clock.clock().end(opened.intake().receivedAt(), clock.promptly()));
    }

    private static @Nullable LateRecord of(
            DatedAct act, @Nullable Instant at, @Nullable Instant recordedAt, Deadline deadline) {
        return at != null
                        && recordedAt != null
                        && deadline.isPassed(recordedAt)
                        && !deadline.isPassed(at)
                ? new LateRecord(act, at, recordedAt, deadline.effective())
                : null;
    }
}
