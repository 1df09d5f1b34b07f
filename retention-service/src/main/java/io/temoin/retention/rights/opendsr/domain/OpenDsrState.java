// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr.domain;

import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.UnjoinedRequest;
import io.temoin.retention.rights.domain.WithdrawalRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request at the desk is to the system that sent it (OpenDSR 2.0 section 8). That it was
 * joined to another one, it does not learn: the answer to that one is its answer, the deadline
 * stays its own, and what had been begun before is not seen.
 *
 * @param outcome how it ended; absent while it is open
 * @param expectedCompletion it is to be answered before that moment
 */
public record OpenDsrState(
        OpenDsrStatus status, @Nullable OpenDsrOutcome outcome, Instant expectedCompletion) {

    /**
     * The state of a request.
     *
     * @param answering the request whose answer is that of this one; the request itself, unless it
     *     was joined
     * @throws io.temoin.eventsourcing.Rejected when one of the two does not exist
     */
    public static OpenDsrState of(Request request, Request answering) {
        Instant expected = progress(request).deadline().effective();
        if (WithdrawalRules.withdrawalOf(request) != null) {
            return new OpenDsrState(OpenDsrStatus.CANCELLED, OpenDsrOutcome.WITHDRAWN, expected);
        }
        return UnjoinedRequest.of(request, answering, expected) instanceof Ended seen
                ? ended(seen.ending(), expected)
                : new OpenDsrState(
                        isBegun(request, answering)
                                ? OpenDsrStatus.IN_PROGRESS
                                : OpenDsrStatus.PENDING,
                        null,
                        expected);
    }

    /** What was taken back has been told apart, and to its sender nothing was joined. */
    private static OpenDsrState ended(Ending ending, Instant expected) {
        return ending instanceof Ending.Answered(var answer)
                ? new OpenDsrState(
                        OpenDsrStatus.COMPLETED,
                        answer.partial()
                                ? OpenDsrOutcome.PARTIALLY_GRANTED
                                : OpenDsrOutcome.GRANTED,
                        expected)
                : new OpenDsrState(OpenDsrStatus.CANCELLED, OpenDsrOutcome.REFUSED, expected);
    }

    /**
     * What its sender has to be told, in order, if it was told {@code before} last. What was
     * answered was worked on before, whether or not anybody looked meanwhile: a request that skips
     * that would show that it was joined to another one.
     */
    public List<OpenDsrState> since(OpenDsrStatus before) {
        if (status == before) {
            return List.of();
        }
        return before == OpenDsrStatus.PENDING && status == OpenDsrStatus.COMPLETED
                ? List.of(
                        new OpenDsrState(OpenDsrStatus.IN_PROGRESS, null, expectedCompletion), this)
                : List.of(this);
    }

    /** Of another request counts what was begun since it answers this one, too. */
    private static boolean isBegun(Request request, Request answering) {
        return progress(request).begun() > 0
                || progress(answering)
                        .isBegunSinceAttached(RequestDecider.openedOf(request).request());
    }

    private static Progress progress(Request request) {
        return switch (request) {
            case Unopened _ -> throw RequestDecider.unknown();
            case Open open -> open.progress();
            case Ended ended -> ended.progress();
        };
    }
}
