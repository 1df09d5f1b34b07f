// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Sha256;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** An order is answered once, however often it comes. */
public final class DisposalDecider
        implements Decider<ReportDisposal, DisposalReport, ItemsDisposed> {

    @Override
    public DisposalReport initialState() {
        return DisposalReport.NONE;
    }

    @Override
    public List<ItemsDisposed> decide(ReportDisposal command, DisposalReport state) {
        if (state.said() != null) {
            return List.of();
        }
        return List.of(
                new ItemsDisposed(
                        command.batch(),
                        command.kind(),
                        command.controller(),
                        command.disposed().size(),
                        command.refused(),
                        digest(command.disposed()),
                        command.now(),
                        command.disposed().isEmpty() ? null : command.horizon()));
    }

    @Override
    public DisposalReport evolve(DisposalReport state, ItemsDisposed event) {
        return state.said() == null ? new DisposalReport(event) : state;
    }

    private static String digest(List<UUID> items) {
        return Sha256.hex(
                items.stream()
                        .map(UUID::toString)
                        .sorted()
                        .map(item -> item + "\n")
                        .collect(Collectors.joining()));
    }
}
