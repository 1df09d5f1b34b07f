// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.legalclock.AnswerClock;
import io.temoin.legalclock.Deadline;
import io.temoin.retention.rights.domain.Request.Open;
import java.time.Instant;

/**
 * When the time is over that the desk has before something cannot be undone. The deadline of the
 * answer runs from the dates that are stated; this does not end before as much time has gone by
 * since the desk could know of them. Else a letter that was found, or a date that was mistyped,
 * destroyed on the spot what nobody has looked at.
 */
final class EffectClock {

    private EffectClock() {}

    /**
     * The later of both ends.
     *
     * @param stated by the dates
     * @param recorded when the request was
     * @param extended whether the answer has three months
     */
    static Instant end(Deadline stated, Instant recorded, Open request, boolean extended) {
        var proof = request.progress().proof();
        Instant own =
                Request.clockOf(request.opened())
                        .deadline(
                                new AnswerClock.Facts(
                                        recorded,
                                        proof.askedRecorded(),
                                        proof.receivedRecorded(),
                                        extended))
                        .effective();
        return stated.isPassed(own) ? own : stated.effective();
    }
}
