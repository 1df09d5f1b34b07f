// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.disposition.domain.BatchCommand.CheckBatch;
import io.temoin.retention.disposition.domain.BatchCommand.ConfirmBatch;
import io.temoin.retention.disposition.domain.BatchCommand.OrderBatch;
import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchConfirmed;
import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchOrdered;
import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchOverdue;
import io.temoin.retention.disposition.domain.DispositionBatch.Confirmed;
import io.temoin.retention.disposition.domain.DispositionBatch.Ordered;
import io.temoin.retention.disposition.domain.DispositionBatch.Unknown;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A batch is ordered once and confirmed once, by the owner of its items and about all of them. */
public final class DispositionBatchDecider
        implements Decider<BatchCommand, DispositionBatch, BatchEvent> {

    /** How many items a batch has at most. */
    public static final int MOST = 1000;

    @Override
    public DispositionBatch initialState() {
        return new Unknown();
    }

    @Override
    public List<BatchEvent> decide(BatchCommand command, DispositionBatch state) {
        return switch (command) {
            case OrderBatch order -> order(order, state);
            case ConfirmBatch confirm -> confirm(confirm, state);
            case CheckBatch check -> check(check, state);
        };
    }

    private static List<BatchEvent> order(OrderBatch command, DispositionBatch state) {
        if (!(state instanceof Unknown)) {
            return List.of();
        }
        Set<UUID> distinct = new HashSet<>(command.items());
        if (!command.kind().isEverDestroyed()
                || distinct.isEmpty()
                || distinct.size() != command.items().size()
                || distinct.size() > MOST) {
            throw new Rejected(
                    BatchProblem.BATCH_INVALID,
                    "A batch is of 1 to 1,000 different items of a kind that is destroyed.");
        }
        return List.of(
                new DispositionBatchOrdered(
                        command.batch(),
                        command.kind().owner(),
                        command.kind(),
                        command.controller(),
                        command.items(),
                        command.basis(),
                        command.now()));
    }

    private static List<BatchEvent> confirm(ConfirmBatch command, DispositionBatch state) {
        return switch (state) {
            case Unknown _ ->
                    throw new Rejected(BatchProblem.BATCH_UNKNOWN, "No such batch was ordered.");
            case Confirmed _ -> List.of();
            case Ordered(var order, _) -> confirm(command, order);
        };
    }

    private static List<BatchEvent> confirm(ConfirmBatch command, DispositionBatchOrdered order) {
        Set<UUID> disposed = new HashSet<>(order.items());
        boolean ofTheBatch =
                command.refused().stream().allMatch(refused -> disposed.remove(refused.item()));
        if (!ofTheBatch
                || command.from() != order.owner()
                || command.kind() != order.kind()
                || !command.controller().equals(order.controller())
                || command.disposed() != disposed.size()
                || !command.digest().equals(ItemDigest.of(disposed))) {
            throw new Rejected(
                    BatchProblem.CONFIRMATION_MISMATCH,
                    "The confirmation does not account for exactly the items that were ordered.");
        }
        return List.of(
                new DispositionBatchConfirmed(
                        command.batch(),
                        command.kind(),
                        command.controller(),
                        disposed.size(),
                        command.refused(),
                        command.digest(),
                        command.erasedAt(),
                        command.horizon(),
                        order.basis()));
    }

    private static List<BatchEvent> check(CheckBatch command, DispositionBatch state) {
        return state instanceof Ordered(var order, var overdue) && !overdue
                ? List.of(
                        new DispositionBatchOverdue(
                                order.batch(),
                                order.owner(),
                                order.kind(),
                                order.controller(),
                                order.items().size(),
                                order.orderedAt(),
                                command.now()))
                : List.of();
    }

    @Override
    public DispositionBatch evolve(DispositionBatch state, BatchEvent event) {
        return switch (event) {
            case DispositionBatchOrdered ordered -> new Ordered(ordered, false);
            case DispositionBatchOverdue _ ->
                    state instanceof Ordered(var order, _) ? new Ordered(order, true) : state;
            case DispositionBatchConfirmed _ ->
                    state instanceof Ordered(var order, _) ? new Confirmed(order) : state;
        };
    }
}
