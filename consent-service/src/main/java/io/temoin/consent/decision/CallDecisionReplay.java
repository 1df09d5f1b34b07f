// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.consent.callee.CalleePlaces;
import io.temoin.consent.disposal.domain.DisposalProblem;
import io.temoin.consent.permission.ContactOwnership;
import io.temoin.consent.permission.domain.CallCircumstances;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.RecordedCalls;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A recorded decision and what its question met, so that it can be asked again.
 *
 * @param tenant whose decision it is
 * @param author pseudonym of the actor who asked for it
 * @param before what had happened between the controller and the person
 * @param complete whether that is all of it; some may have been disposed of since
 */
record CallDecisionReplay(
        TenantId tenant,
        CallDecided decided,
        String author,
        List<ContactPermissionEvent> before,
        boolean complete,
        CallLaws laws) {

    private static final ContactPermissionDecider DECIDER = new ContactPermissionDecider();

    /** Rejects {@code DECISION_UNKNOWN} when the history does not hold it. */
    static CallDecisionReplay of(
            List<RecordedEvent<ContactPermissionEvent>> history, UUID id, CallLaws laws) {
        List<ContactPermissionEvent> before = new ArrayList<>();
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof CallDecided decided && decided.decision().equals(id)) {
                return new CallDecisionReplay(
                        recorded.metadata().tenant(),
                        decided,
                        recorded.metadata().actor().id(),
                        List.copyOf(before),
                        recorded.version() == before.size() + 1,
                        laws);
            }
            before.add(recorded.event());
        }
        throw unknown();
    }

    /** The answer to whoever asks for a decision that is not there, or not for them. */
    static Rejected unknown() {
        return new Rejected(
                ConsentProblem.DECISION_UNKNOWN, "There is no such decision for this contact.");
    }

    /** Whose data the decision is. */
    Ownership ownership() {
        return ContactOwnership.ofDecision(decided, author);
    }

    /**
     * The answer to the same question by the law of then, as it was known at {@code knownAt}. For
     * the moment of the decision it is the recorded one. Local times are computed anew. Rejects
     * {@code HISTORY_DISPOSED} when not everything is there any more that was known of the person.
     */
    CallDecided asOf(Instant knownAt) {
        if (!complete) {
            throw new Rejected(
                    DisposalProblem.HISTORY_DISPOSED,
                    "Facts that were known at the time of the decision have been disposed of, so it"
                            + " cannot be evaluated again; read it without asOf.");
        }
        CallCircumstances kept = decided.circumstances();
        DecideCall again =
                RecordedCalls.again(
                        decided,
                        kept.computedBy(CalleePlaces.TZDATA),
                        laws.governing(
                                tenant,
                                kept.place(),
                                kept.recording().agentPlace(),
                                decided.at(),
                                knownAt));
        return (CallDecided) DECIDER.decide(again, DECIDER.replay(before)).getFirst();
    }
}
