// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.RequestCommand.WithdrawRequest;
import io.temoin.retention.rights.domain.RequestEvent.DsrWithdrawn;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a request that was passed on may be taken back (OpenDSR 2.0 section 9); the part of the
 * decider that says so. Only before anybody has begun: what was sent, read or destroyed since
 * cannot be taken back.
 */
public final class WithdrawalRules {

    private WithdrawalRules() {}

    /** Others that are answered with it asked themselves: for them it goes on. */
    static List<RequestEvent> withdraw(WithdrawRequest command, Open state) {
        var progress = state.progress();
        if (progress.withdrawn() != null) {
            return List.of();
        }
        requireUnbegun(command, progress);
        if (!progress.others().isEmpty()) {
            return List.of(withdrawn(command, state.opened(), true));
        }
        return Stream.concat(
                        Stream.of(withdrawn(command, state.opened(), false)),
                        EffectsOnReceipt.withdrawn(state, command.now()).stream())
                .toList();
    }

    /**
     * One that was joined to another one restricts nothing any more, and nobody waits for it; that
     * the desk has closed it, its sender does not know.
     */
    static List<RequestEvent> withdraw(WithdrawRequest command, Ended state) {
        return switch (state.ending()) {
            case Ending.Withdrawn _ -> List.of();
            case Ending.Joined _ -> {
                requireUnbegun(command, state.progress());
                yield List.of(withdrawn(command, state.opened(), false));
            }
            case Ending.Answered _, Ending.Refused _ -> throw over();
        };
    }

    /** When it was taken back; {@code null} if it was not. */
    public static @Nullable DsrWithdrawn withdrawalOf(Request request) {
        return switch (request) {
            case Request.Unopened _ -> throw RequestDecider.unknown();
            case Open open -> open.progress().withdrawn();
            case Ended ended ->
                    ended.ending() instanceof Ending.Withdrawn(var withdrawal)
                            ? withdrawal
                            : ended.progress().withdrawn();
        };
    }

    private static void requireUnbegun(WithdrawRequest command, Progress progress) {
        if (command.begun() || progress.begun() > 0) {
            throw begun();
        }
    }

    /** The refusal to take back what somebody works on. */
    public static Rejected begun() {
        return new Rejected(
                RightsProblem.REQUEST_BEGUN,
                "The desk works on the request, and what it did cannot be undone: tell the"
                        + " controller's desk what the person wants now.");
    }

    /** The refusal to take back what has ended. */
    public static Rejected over() {
        return new Rejected(
                RightsProblem.REQUEST_ENDED,
                "The request has been answered or refused and can no longer be changed.");
    }

    private static DsrWithdrawn withdrawn(
            WithdrawRequest command, RequestOpened opened, boolean continues) {
        return new DsrWithdrawn(
                opened.request(),
                opened.controller(),
                opened.subject(),
                command.reason(),
                command.by(),
                continues,
                command.now());
    }
}
