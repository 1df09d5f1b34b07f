// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.report.domain.ContractEvent;
import io.temoin.retention.report.domain.ContractEvent.ContractEventReported;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All that was reported that concerns a recording: of its call, its contracts and its person. */
@ApplicationScoped
public class ItemReports {

    /**
     * One report.
     *
     * @param id of the event that recorded it
     * @param metadata of that event
     * @param fact what it reports
     */
    public record Report(String id, EventMetadata metadata, BusinessFact fact) {}

    private static final Comparator<Report> AS_REPORTED =
            Comparator.comparing((Report report) -> report.metadata().at())
                    .thenComparing(Report::id);

    private final CallBusinessStream calls;
    private final ContractStream contracts;
    private final PersonBusinessStream persons;
    private final ReportTargetStore targets;

    ItemReports(
            CallBusinessStream calls,
            ContractStream contracts,
            PersonBusinessStream persons,
            ReportTargetStore targets) {
        this.calls = calls;
        this.contracts = contracts;
        this.persons = persons;
        this.targets = targets;
    }

    /** In the order in which they were reported: of two that contradict each other, the first. */
    public Uni<List<Report>> of(TenantId tenant, ItemReference item) {
        return Uni.combine()
                .all()
                .unis(ofCall(tenant, item), elsewhere(tenant, item))
                .with(
                        (ofCall, others) ->
                                withoutOlder(
                                        Stream.concat(ofCall.stream(), others.stream())
                                                .sorted(AS_REPORTED)
                                                .toList()));
    }

    /** Of what repeats, the last time alone counts: a person may have been in touch for years. */
    private static List<Report> withoutOlder(List<Report> reports) {
        return reports.stream()
                .filter(
                        report ->
                                !report.fact().event().repeats()
                                        || reports.stream()
                                                .noneMatch(other -> isOlder(report, other)))
                .toList();
    }

    private static boolean isOlder(Report report, Report other) {
        return other.fact().event() == report.fact().event()
                && other.fact().at().isAfter(report.fact().at());
    }

    private Uni<List<Report>> ofCall(TenantId tenant, ItemReference item) {
        return calls.history(tenant, item.decision(), item.controller())
                .map(reports -> reports.stream().map(it -> report(it, it.event().fact())).toList());
    }

    private Uni<List<Report>> elsewhere(TenantId tenant, ItemReference item) {
        return targets.reported(tenant, item)
                .flatMap(
                        reported ->
                                ofContracts(tenant, item, reported.contracts())
                                        .flatMap(
                                                ofContracts ->
                                                        reported.person()
                                                                ? ofPerson(
                                                                        tenant, item, ofContracts)
                                                                : Uni.createFrom()
                                                                        .item(ofContracts)));
    }

    private Uni<List<Report>> ofContracts(
            TenantId tenant, ItemReference item, List<String> fingerprints) {
        return Multi.createFrom()
                .iterable(fingerprints)
                .onItem()
                .transformToUniAndConcatenate(
                        contract -> contracts.history(tenant, item.controller(), contract))
                .collect()
                .asList()
                .map(
                        histories ->
                                histories.stream()
                                        .flatMap(List::stream)
                                        .flatMap(ItemReports::ofContract)
                                        .toList());
    }

    private static Stream<Report> ofContract(RecordedEvent<ContractEvent> recorded) {
        return recorded.event() instanceof ContractEventReported reported
                ? Stream.of(report(recorded, reported.fact()))
                : Stream.empty();
    }

    private Uni<List<Report>> ofPerson(TenantId tenant, ItemReference item, List<Report> before) {
        return persons.history(tenant, item.controller(), item.subject())
                .map(
                        reports -> {
                            List<Report> all = new ArrayList<>(before);
                            reports.forEach(it -> all.add(report(it, it.event().fact())));
                            return all;
                        });
    }

    private static Report report(RecordedEvent<?> recorded, BusinessFact fact) {
        return new Report(recorded.id(), recorded.metadata(), fact);
    }
}
