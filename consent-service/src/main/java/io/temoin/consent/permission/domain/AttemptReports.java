// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ConsentProblem.ATTEMPT_CONTRADICTORY;
import static io.temoin.consent.permission.domain.ConsentProblem.ATTEMPT_MADE;
import static io.temoin.consent.permission.domain.ConsentProblem.DECISION_MISSING;
import static io.temoin.consent.permission.domain.ConsentProblem.STATED_IN_THE_FUTURE;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.Attempts.Attempt;
import io.temoin.consent.permission.domain.Attempts.State;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RecordMarketingObjection;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ReportAttempt;
import io.temoin.consent.permission.domain.ContactPermissionCommand.WithdrawConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.eventsourcing.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call. Who asked whether to make it is never refused the report that it was made,
 * also when the answer was no: it is evidence, and it counts. A call that nobody asked about is
 * reported by the controller alone: on the word of a processor, calls that were made up would keep
 * the controller's other processors from calling. What would make the count smaller has to be
 * credible.
 *
 * <p>A person's refusal is recorded whoever reports the call, and of whichever call: withdrawals
 * and objections are never refused (C. conso. R223-3). Only times that cannot be go back to the
 * sender.
 */
final class AttemptReports {

    private AttemptReports() {}

    static List<ContactPermissionEvent> events(ReportAttempt report, ContactPermission known) {
        ContactPermissionDecider.mustActFor(report.by(), report.controller());
        mustNotBeInTheFuture("/attemptedAt", report.attemptedAt(), report);
        Instant refusedAt = report.refusedAt();
        if ((report.outcome() == CallOutcome.REFUSED) != (refusedAt != null)) {
            throw contradictory(
                    "/refusedAt",
                    "Give the time of the refusal if, and only if, the outcome is REFUSED.");
        }
        Rejected inadmissible = inadmissible(report, known.attempts());
        if (refusedAt == null && inadmissible != null) {
            throw inadmissible;
        }
        List<ContactPermissionEvent> events = new ArrayList<>();
        if (inadmissible == null) {
            events.add(attempted(report));
        }
        if (refusedAt != null) {
            events.addAll(refused(report, refusedAt));
        }
        return events;
    }

    /**
     * No to this call is no to the next ones, by whichever processor: a withdrawal (GDPR art. 7(3);
     * C. conso. R223-3: by word of mouth) and an objection (art. 21(2)), at that instant.
     */
    private static List<ContactPermissionEvent> refused(ReportAttempt report, Instant refusedAt) {
        mustNotBeInTheFuture("/refusedAt", refusedAt, report);
        if (refusedAt.isBefore(report.attemptedAt())) {
            throw contradictory("/refusedAt", "The refusal cannot precede the call.");
        }
        return List.of(
                ContactPermissionDecider.withdraw(
                        new WithdrawConsent(
                                report.ids().withdrawal(),
                                report.by(),
                                report.controller(),
                                report.subject(),
                                Channel.VOICE,
                                refusedAt,
                                true,
                                report.now())),
                ContactPermissionDecider.object(
                        new RecordMarketingObjection(
                                report.ids().objection(),
                                report.by(),
                                report.controller(),
                                report.subject(),
                                Channel.VOICE,
                                refusedAt,
                                report.now())));
    }

    private static CallAttempted attempted(ReportAttempt report) {
        return new CallAttempted(
                report.ids().attempt(),
                report.decision(),
                report.controller(),
                report.by().organisation(),
                report.subject(),
                report.purpose(),
                report.outcome(),
                report.attemptedAt(),
                report.now());
    }

    /** Why the attempt cannot be recorded; {@code null} if it can. */
    private static @Nullable Rejected inadmissible(ReportAttempt report, Attempts attempts) {
        Rejected notItsOwn = notItsOwn(report);
        if (notItsOwn != null) {
            return notItsOwn;
        }
        CallDecided decided = report.decided();
        Rejected ofAnotherCall = decided == null ? null : ofAnotherCall(report, decided);
        if (ofAnotherCall != null) {
            return ofAnotherCall;
        }
        return report.outcome() == CallOutcome.NOT_DIALLED ? notCredible(report, attempts) : null;
    }

    /**
     * A call that was allowed is reported whatever became of the agreement since; of another one,
     * the controller is told by whom it instructed, and by nobody else.
     */
    private static @Nullable Rejected notItsOwn(ReportAttempt report) {
        CallDecided decided = report.decided();
        PartyId by = report.by().organisation();
        boolean isTheControllers = by.equals(report.controller());
        if (report.decision() != null
                && (decided == null || !(by.equals(decided.processor()) || isTheControllers))) {
            return ContactPermissionDecider.decisionUnknown();
        }
        if (decided == null || decided.verdict() != Verdict.ALLOW) {
            Rejected uninstructed =
                    InstructionCheck.refusal(report.by(), report.controller(), report.mandate());
            if (uninstructed != null) {
                return uninstructed;
            }
        }
        return report.decision() == null && !isTheControllers
                ? Rejected.at(
                        "/decision",
                        DECISION_MISSING,
                        "A processor must name the decision it requested before the call; only the"
                                + " controller can report calls made without a decision.")
                : null;
    }

    /** A report counts for the call its decision was about, so it must not describe another one. */
    private static @Nullable Rejected ofAnotherCall(ReportAttempt report, CallDecided decided) {
        if (report.purpose() != decided.purpose()) {
            return contradictory("/purpose", "The decision was requested for another purpose.");
        }
        // The dialer's clock may be slow by as much as it may be fast.
        return ConsentRules.isInTheFuture(decided.at(), report.attemptedAt())
                ? contradictory("/attemptedAt", "The call cannot precede its decision.")
                : null;
    }

    private static @Nullable Rejected notCredible(ReportAttempt report, Attempts attempts) {
        if (report.decision() == null) {
            return contradictory(
                    "/decision",
                    "NOT_DIALLED requires the id of the decision on the call that was not made.");
        }
        Attempt known = attempts.of(report.decision());
        return known != null && known.state() == State.DIALLED
                ? new Rejected(ATTEMPT_MADE, "This call has already been reported as made.")
                : null;
    }

    private static void mustNotBeInTheFuture(String field, Instant stated, ReportAttempt report) {
        if (ConsentRules.isInTheFuture(stated, report.now())) {
            throw Rejected.at(
                    field, STATED_IN_THE_FUTURE, "The reported time must not be in the future.");
        }
    }

    private static Rejected contradictory(String field, String sentence) {
        return Rejected.at(field, ATTEMPT_CONTRADICTORY, sentence);
    }
}
