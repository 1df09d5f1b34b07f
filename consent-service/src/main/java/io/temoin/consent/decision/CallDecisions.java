// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.decision.RecordingSample.Sampled;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.SubjectId;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Decides calls, each exactly once, and finds what was decided. */
@Singleton
class CallDecisions {

    private final CallPreparation preparation;
    private final RecordingSample sample;
    private final ContactPermissionStream permissions;
    private final CallLaws laws;
    private final AgreementVisibility visibility;
    private final DecisionCounters counters;

    CallDecisions(
            CallPreparation preparation,
            RecordingSample sample,
            ContactPermissionStream permissions,
            CallLaws laws,
            AgreementVisibility visibility,
            DecisionCounters counters) {
        this.preparation = preparation;
        this.sample = sample;
        this.permissions = permissions;
        this.laws = laws;
        this.visibility = visibility;
        this.counters = counters;
    }

    /**
     * Decides and records. The call is drawn for recordings only after everything else was found: a
     * lookup that fails leaves the month's budgets as they were.
     */
    Uni<CommandOutcome<ContactPermission, ContactPermissionEvent>> decide(
            CallQuestion asked, EventMetadata metadata) {
        return Uni.combine()
                .all()
                .unis(
                        preparation.prepare(asked, metadata),
                        sample.plan(metadata.tenant(), asked.call().controller()))
                .asTuple()
                .flatMap(
                        found -> sample.draw(found.getItem1(), found.getItem2(), metadata.tenant()))
                .flatMap(sampled -> decide(sampled, metadata))
                .invoke(counters::count);
    }

    /** What was drawn and is not recorded in the end is given back, whatever the end. */
    private Uni<CommandOutcome<ContactPermission, ContactPermissionEvent>> decide(
            Sampled sampled, EventMetadata metadata) {
        DecideCall call = sampled.call();
        return permissions
                .handle(call.controller(), call.subject(), call, metadata)
                .call(
                        outcome ->
                                sample.settle(
                                        sampled,
                                        outcome.repeated()
                                                ? null
                                                : (CallDecided) outcome.only().event(),
                                        metadata.tenant()))
                .onFailure()
                .call(() -> sample.settle(sampled, null, metadata.tenant()));
    }

    /** A recorded decision; rejects as unknown one that does not exist for the caller. */
    Uni<CallDecisionReplay> find(
            Caller caller, PartyId controller, SubjectId subject, UUID decision) {
        return permissions
                .history(caller, controller, subject)
                .map(history -> CallDecisionReplay.of(history, decision, laws))
                .flatMap(
                        replay ->
                                visibility.seen(
                                        caller,
                                        replay,
                                        replay.ownership(),
                                        CallDecisionReplay::unknown));
    }
}
