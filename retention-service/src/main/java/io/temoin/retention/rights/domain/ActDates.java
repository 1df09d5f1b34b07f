// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When what the desk records was done: a letter is sent before it is typed in. The date that the
 * desk states counts, for deadlines too; that it was recorded later stays with it.
 */
final class ActDates {

    private ActDates() {}

    /** When an act is done for which the desk states a date, or none. */
    static Instant at(@Nullable Instant stated, Instant now) {
        return stated == null ? now : stated;
    }

    /** When it was recorded, if that is another moment than that of the act. */
    static @Nullable Instant recordedAt(Instant at, Instant now) {
        return at.equals(now) ? null : now;
    }

    /** Whether a repeated act is the one that was recorded: a date that is not stated is any. */
    static boolean isSame(@Nullable Instant stated, @Nullable Instant recorded) {
        return stated == null || stated.equals(recorded);
    }

    /** Rejects an act that is dated before the request was received. */
    static void requireReceived(String pointer, @Nullable Instant stated, Open state) {
        if (stated != null && stated.isBefore(state.opened().intake().receivedAt())) {
            throw Rejected.at(
                    pointer,
                    RightsProblem.ACT_OUT_OF_ORDER,
                    "The request was received at " + state.opened().intake().receivedAt() + ".");
        }
    }

    /** Rejects an answer that is dated before something that it follows upon. */
    static void requireInOrder(AnswerRequest command, Open state) {
        List<Instant> before = before(state);
        if (command.parts().stream().anyMatch(part -> part.outcome() == Outcome.GRANTED)) {
            var erasure = command.erasure();
            add(before, state.progress().tasks().rectifiedAt());
            add(before, erasure == null ? null : erasure.begunAt());
        }
        requireLast("/answeredAt", command.answeredAt(), before);
    }

    /** Rejects a refusal that is dated before something that it follows upon. */
    static void requireInOrder(RefuseRequest command, Open state) {
        requireLast("/refusedAt", command.refusedAt(), before(state));
    }

    /** What happens of a request before it is answered: its receipt, and perhaps more. */
    private static List<Instant> before(Open state) {
        var progress = state.progress();
        DsrExtended extension = progress.correspondence().extension();
        List<Instant> before = new ArrayList<>();
        before.add(state.opened().intake().receivedAt());
        add(before, progress.proof().asked());
        add(before, progress.proof().received());
        add(before, extension == null ? null : extension.informedAt());
        progress.others().forEach(other -> add(before, other.receivedAt()));
        return before;
    }

    private static void add(List<Instant> all, @Nullable Instant one) {
        if (one != null) {
            all.add(one);
        }
    }

    private static void requireLast(
            String pointer, @Nullable Instant stated, List<Instant> before) {
        Instant last = Collections.max(before);
        if (stated != null && stated.isBefore(last)) {
            throw Rejected.at(
                    pointer,
                    RightsProblem.ACT_OUT_OF_ORDER,
                    "Nobody is answered before what the answer follows upon, the last of which was"
                            + " at "
                            + last
                            + ".");
        }
    }
}
