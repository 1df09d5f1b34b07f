// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.business.BusinessReport.Target.Contract;
import io.temoin.retention.business.BusinessReport.Target.OneRecording;
import io.temoin.retention.business.BusinessReport.Target.Person;
import io.temoin.retention.business.BusinessReport.Target.WholeCall;
import io.temoin.retention.business.ReportedItems.Reached;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.report.CallBusinessStream;
import io.temoin.retention.report.ContractStream;
import io.temoin.retention.report.PersonBusinessStream;
import io.temoin.retention.report.ReportTargetStore;
import io.temoin.retention.report.domain.ContractBusiness;
import io.temoin.retention.report.domain.ContractBusinessDecider;
import io.temoin.retention.report.domain.ContractCommand.LinkContract;
import io.temoin.retention.report.domain.ContractCommand.ReportContractEvent;
import io.temoin.retention.report.domain.LinkedTarget;
import io.temoin.retention.report.domain.LinkedTarget.LinkedCall;
import io.temoin.retention.report.domain.ReportBusinessEvent;
import io.temoin.retention.report.domain.ReportPersonEvent;
import io.temoin.retention.report.domain.ReportProblem;
import io.temoin.retention.schedule.ItemOwnership;
import io.temoin.retention.schedule.ReportNoting;
import io.temoin.retention.schedule.RetainedItemStream;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what business systems say, whichever way it comes. A report is recorded once, and then
 * noted with every recording that it concerns; if this process ends meanwhile, {@link
 * BusinessReportJob} goes on. A link is recorded before a report that comes with it.
 */
@ApplicationScoped
class BusinessIntake {

    /**
     * Who reports.
     *
     * @param organisation for whom: nobody but the controller reports its business
     * @param sees whether an item exists for whoever reports
     */
    record Reporter(String organisation, Predicate<Ownership> sees) {}

    /**
     * What a report led to.
     *
     * @param reached the recordings that it concerns
     * @param repeated whether the command had been handled before
     * @param position id of the last event that it led to; {@code null} when it led to none
     */
    record Result(Reached reached, boolean repeated, @Nullable String position) {}

    private final CallBusinessStream calls;
    private final ContractStream contracts;
    private final PersonBusinessStream persons;
    private final ReportTargetStore targets;
    private final RetainedItemStream items;
    private final RegisteredItemQueries registered;
    private final ReportedItems reported;
    private final KnownBusiness business;

    BusinessIntake(
            CallBusinessStream calls,
            ContractStream contracts,
            PersonBusinessStream persons,
            ReportTargetStore targets,
            RetainedItemStream items,
            RegisteredItemQueries registered,
            ReportedItems reported,
            KnownBusiness business) {
        this.calls = calls;
        this.contracts = contracts;
        this.persons = persons;
        this.targets = targets;
        this.items = items;
        this.registered = registered;
        this.reported = reported;
        this.business = business;
    }

    /**
     * Records a report, and notes it with the recordings there are.
     *
     * @throws Rejected when the reporter may not say it, it contradicts what is known, or there are
     *     recordings, and it concerns none of them
     */
    Uni<Result> take(BusinessReport report, Reporter reporter, EventMetadata metadata) {
        return switch (report.target()) {
            case OneRecording(var recording) -> ofRecording(recording, report, reporter, metadata);
            case WholeCall call -> ofCall(call, report, reporter, metadata);
            case Contract contract -> ofContract(contract, report, reporter, metadata);
            case Person person -> ofPerson(person, report, reporter, metadata);
        };
    }

    private Uni<Result> ofRecording(
            UUID recording, BusinessReport report, Reporter reporter, EventMetadata metadata) {
        return items.replay(metadata.tenant(), recording)
                .map(replayed -> ownerOf(replayed.state(), reporter))
                .invoke(controller -> requireController(controller, reporter))
                .chain(controller -> linked(report, controller, metadata))
                .chain(link -> noted(recording, report, link, metadata));
    }

    private static String ownerOf(RetainedItem item, Reporter reporter) {
        if (!reporter.sees().test(ItemOwnership.of(item))) {
            throw Explanation.unknown();
        }
        return ItemOwnership.callOf(item).controller();
    }

    private Uni<Result> noted(
            UUID recording, BusinessReport report, Recorded link, EventMetadata metadata) {
        BusinessFact fact = report.fact();
        if (fact == null) {
            return reported.noteWith(metadata.tenant(), List.of(recording), report, link, metadata);
        }
        NoteBusinessEvent command = noting(fact, metadata);
        return items.handle(recording, command, metadata)
                .map(Recorded::of)
                .chain(
                        recorded ->
                                reported.noteWith(
                                        metadata.tenant(),
                                        List.of(recording),
                                        report,
                                        recorded,
                                        metadata));
    }

    private Uni<Result> ofCall(
            WholeCall call, BusinessReport report, Reporter reporter, EventMetadata metadata) {
        requireController(call.controller(), reporter);
        BusinessFact fact = report.fact();
        return reported.ofCall(metadata.tenant(), call.decision(), call.controller())
                .invoke(known -> requireSeen(known, reporter))
                .call(known -> business.requireTaken(known, call, fact, metadata))
                .chain(_ -> linked(report, call.controller(), metadata))
                .chain(
                        link ->
                                fact == null
                                        ? Uni.createFrom().item(link)
                                        : calls.report(
                                                        new ReportBusinessEvent(
                                                                call.decision(),
                                                                call.controller(),
                                                                fact,
                                                                metadata.at()),
                                                        metadata)
                                                .map(Recorded::of))
                .chain(recorded -> noteWithCall(call, report, recorded, metadata));
    }

    private Uni<Result> noteWithCall(
            WholeCall call, BusinessReport report, Recorded recorded, EventMetadata metadata) {
        return reported.idsOfCall(metadata.tenant(), call.decision(), call.controller())
                .chain(
                        ids ->
                                reported.noteWith(
                                        metadata.tenant(), ids, report, recorded, metadata));
    }

    private Uni<Result> ofContract(
            Contract contract, BusinessReport report, Reporter reporter, EventMetadata metadata) {
        requireController(contract.controller(), reporter);
        var tenant = metadata.tenant();
        String controller = contract.controller();
        String fingerprint = contract.fingerprint();
        BusinessFact fact = Objects.requireNonNull(report.fact(), "event");
        return contracts
                .find(tenant, controller, fingerprint)
                .invoke(
                        known -> {
                            if (known.linked().isEmpty()) {
                                throw ContractBusinessDecider.unknown();
                            }
                        })
                .call(
                        known ->
                                business.requireNoContradiction(
                                        tenant, controller, callsOf(known), fact))
                .chain(_ -> targets.ofContract(tenant, controller, fingerprint))
                .chain(ids -> reported.known(tenant, ids))
                .invoke(known -> known.requireNoContradiction(noting(fact, metadata)))
                .chain(
                        _ ->
                                contracts.handle(
                                        new ReportContractEvent(fingerprint, controller, fact),
                                        metadata))
                .map(Recorded::of)
                .chain(
                        recorded ->
                                targets.ofContract(tenant, controller, fingerprint)
                                        .chain(
                                                ids ->
                                                        reported.noteWith(
                                                                tenant, ids, report, recorded,
                                                                metadata)));
    }

    private static List<UUID> callsOf(ContractBusiness contract) {
        return contract.linked().stream()
                .filter(LinkedCall.class::isInstance)
                .map(LinkedTarget::id)
                .toList();
    }

    private Uni<Result> ofPerson(
            Person person, BusinessReport report, Reporter reporter, EventMetadata metadata) {
        requireController(person.controller(), reporter);
        var tenant = metadata.tenant();
        String controller = person.controller();
        BusinessFact fact = Objects.requireNonNull(report.fact(), "event");
        return targets.ofPerson(tenant, controller, person.subject())
                .chain(ids -> reported.known(tenant, ids))
                .call(known -> requireKnownPerson(known, person, tenant))
                .invoke(known -> known.requireNoContradiction(noting(fact, metadata)))
                .chain(_ -> targets.expect(tenant, controller, person.subject()))
                .chain(
                        () ->
                                persons.report(
                                        new ReportPersonEvent(person.subject(), controller, fact),
                                        metadata))
                .map(Recorded::of)
                .chain(
                        recorded ->
                                targets.ofPerson(tenant, controller, person.subject())
                                        .chain(
                                                ids ->
                                                        reported.noteWith(
                                                                tenant, ids, report, recorded,
                                                                metadata)));
    }

    /** The row comes first: whoever stores a recording meanwhile finds the contract by it. */
    private Uni<Recorded> linked(BusinessReport report, String controller, EventMetadata metadata) {
        String contract = report.contract();
        if (contract == null) {
            return Uni.createFrom().item(Recorded.NOTHING);
        }
        var tenant = metadata.tenant();
        return targets.link(tenant, controller, contract, report.linked())
                .chain(
                        () ->
                                contracts.handle(
                                        new LinkContract(contract, controller, report.linked()),
                                        linking(metadata)))
                .map(Recorded::of);
    }

    /** A command of its own, in the same circumstances. */
    private static EventMetadata linking(EventMetadata metadata) {
        return new EventMetadata(
                metadata.tenant(),
                metadata.actor(),
                Commands.idOf(Sha256.of("contract-link\n" + metadata.commandId())),
                metadata.requestHash(),
                metadata.correlation(),
                metadata.causation(),
                metadata.traceparent(),
                metadata.at());
    }

    static NoteBusinessEvent noting(BusinessFact fact, EventMetadata metadata) {
        return new NoteBusinessEvent(
                fact, ReportNoting.orderOf(metadata.commandId()), Holds.UNKNOWN, metadata.at());
    }

    private static void requireController(String controller, Reporter reporter) {
        if (!controller.equals(reporter.organisation())) {
            throw notAuthorised();
        }
    }

    private static void requireSeen(ReportedItems.Known known, Reporter reporter) {
        boolean seen =
                known.items().stream()
                        .filter(item -> !(item instanceof Expected))
                        .allMatch(item -> reporter.sees().test(ItemOwnership.of(item)));
        if (!seen) {
            throw notAuthorised();
        }
    }

    private Uni<Void> requireKnownPerson(
            ReportedItems.Known known, Person person, TenantId tenant) {
        if (known.found() > 0) {
            return Uni.createFrom().voidItem();
        }
        return registered
                .ofPerson(tenant, person.subject(), person.controller(), null, 1)
                .invoke(
                        items -> {
                            if (items.isEmpty()) {
                                throw new Rejected(
                                        ReportProblem.PERSON_UNKNOWN,
                                        "Nothing of this person is retained for this controller.");
                            }
                        })
                .replaceWithVoid();
    }

    private static Rejected notAuthorised() {
        return new Rejected(
                ScheduleProblem.CONTROLLER_NOT_AUTHORISED,
                "Only a business system of the controller of the call may report its business"
                        + " events.");
    }

    /**
     * What was recorded before anything was noted.
     *
     * @param repeated whether it had been before
     * @param position id of the last event; {@code null} when there is none
     */
    record Recorded(boolean repeated, @Nullable String position) {

        static final Recorded NOTHING = new Recorded(false, null);

        static Recorded of(CommandOutcome<?, ?> outcome) {
            return new Recorded(outcome.repeated(), outcome.lastEventId());
        }
    }
}
