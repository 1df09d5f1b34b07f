// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.report.domain.ContractCommand.LinkContract;
import io.temoin.retention.report.domain.ContractCommand.ReportContractEvent;
import io.temoin.retention.report.domain.ContractEvent.ContractEventReported;
import io.temoin.retention.report.domain.ContractEvent.ContractLinked;
import io.temoin.retention.report.domain.LinkedTarget.LinkedCall;
import io.temoin.retention.report.domain.LinkedTarget.LinkedRecording;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A contract is known once something belongs to it; each of its events is reported once, and none
 * contradicts another.
 */
public final class ContractBusinessDecider
        implements Decider<ContractCommand, ContractBusiness, ContractEvent> {

    @Override
    public ContractBusiness initialState() {
        return new ContractBusiness(Set.of(), Business.UNKNOWN);
    }

    @Override
    public List<ContractEvent> decide(ContractCommand command, ContractBusiness state) {
        return switch (command) {
            case LinkContract link ->
                    state.linked().contains(link.target()) ? List.of() : List.of(linked(link));
            case ReportContractEvent report -> report(report, state);
        };
    }

    @Override
    public ContractBusiness evolve(ContractBusiness state, ContractEvent event) {
        return switch (event) {
            case ContractLinked linked -> {
                Set<LinkedTarget> more = new HashSet<>(state.linked());
                more.add(targetOf(linked));
                yield new ContractBusiness(more, state.business());
            }
            case ContractEventReported reported ->
                    new ContractBusiness(state.linked(), state.business().with(reported.fact()));
        };
    }

    /** No contract has this reference, or not one of this controller. */
    public static Rejected unknown() {
        return new Rejected(
                ReportProblem.CONTRACT_UNKNOWN,
                "No call or recording of this controller is linked to this contract.");
    }

    private static List<ContractEvent> report(ReportContractEvent command, ContractBusiness state) {
        if (state.linked().isEmpty()) {
            throw unknown();
        }
        return state.business().isNews(command.fact())
                ? List.of(
                        new ContractEventReported(
                                command.contract(),
                                command.controller(),
                                command.fact().event(),
                                command.fact().at(),
                                command.fact().claim()))
                : List.of();
    }

    private static ContractLinked linked(LinkContract command) {
        return switch (command.target()) {
            case LinkedCall(var decision) ->
                    new ContractLinked(command.contract(), command.controller(), decision, null);
            case LinkedRecording(var recording) ->
                    new ContractLinked(command.contract(), command.controller(), null, recording);
        };
    }

    private static LinkedTarget targetOf(ContractLinked linked) {
        UUID decision = linked.decision();
        return decision != null
                ? new LinkedCall(decision)
                : new LinkedRecording(Objects.requireNonNull(linked.recording(), "recording"));
    }
}
