// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ConsentProblem.CONTROLLER_NOT_AUTHORISED;
import static io.temoin.consent.permission.domain.ConsentProblem.DECISION_UNKNOWN;
import static io.temoin.consent.permission.domain.ConsentProblem.NOT_THE_CONTROLLER;
import static io.temoin.consent.permission.domain.ConsentProblem.PREFERENCES_CONTRADICTORY;
import static io.temoin.consent.permission.domain.ConsentProblem.STATED_IN_THE_FUTURE;
import static io.temoin.consent.permission.domain.ConsentProblem.WITHDRAWAL_ENDS_NOTHING;

import io.temoin.consent.notice.domain.OwnAnnouncement;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.CallVerdict.Review;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ExpireConsent;
import io.temoin.consent.permission.domain.ContactPermissionCommand.FlagMinor;
import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionCommand.IssueSelfServiceLink;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RecordMarketingObjection;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RecordRecordingObjection;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RectifyConsent;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ReleaseContact;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ReportAttempt;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RestrictContact;
import io.temoin.consent.permission.domain.ContactPermissionCommand.StatePreferences;
import io.temoin.consent.permission.domain.ContactPermissionCommand.WithdrawConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactReleased;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactRestricted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.RecordingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one controller may do towards one data subject.
 *
 * <p>Every statement of a person is recorded, also one that repeats an earlier one: each is a piece
 * of evidence with its own moment and channel. A withdrawal or an objection is never refused for
 * want of something to end (C. conso. R223-3: withdrawing is no harder than consenting). A
 * withdrawal that is dated before every consent in force is recorded once that is confirmed: most
 * likely its date is mistaken, and the person believes that the calls end.
 */
public final class ContactPermissionDecider
        implements Decider<ContactPermissionCommand, ContactPermission, ContactPermissionEvent> {

    @Override
    public ContactPermission initialState() {
        return ContactPermission.NOTHING_KNOWN;
    }

    @Override
    public List<ContactPermissionEvent> decide(
            ContactPermissionCommand command, ContactPermission state) {
        return switch (command) {
            case GiveConsent give -> List.of(ConsentCollection.event(give, state));
            case WithdrawConsent withdraw -> List.of(withdraw(withdraw, state));
            case RecordMarketingObjection objection -> List.of(object(objection));
            case RecordRecordingObjection objection -> List.of(object(objection));
            case IssueSelfServiceLink issue -> List.of(issue(issue));
            case StatePreferences said -> List.of(state(said));
            case ExpireConsent expire -> expire(expire, state);
            case FlagMinor flag -> List.of(flag(flag));
            case RectifyConsent rectify -> ConsentRectification.rectify(rectify, state);
            case DecideCall call -> List.of(answer(call, CallRules.evaluate(call, state)));
            case ReportAttempt report -> AttemptReports.events(report, state);
            case RestrictContact restrict -> restrict(restrict, state);
            case ReleaseContact release -> release(release, state);
        };
    }

    @Override
    public ContactPermission evolve(ContactPermission state, ContactPermissionEvent event) {
        return ContactPermission.evolve(state, event);
    }

    private static PreferencesStated state(StatePreferences command) {
        InstructionCheck.mustBe(command.by(), command.controller(), command.mandate());
        mustNotBeInTheFuture(command.statedAt(), command.now());
        List<Violation> violations = PreferenceRules.violations(command);
        if (!violations.isEmpty()) {
            throw new Rejected(
                    PREFERENCES_CONTRADICTORY,
                    "The statement is empty or contradicts itself; each violation says how.",
                    violations);
        }
        return new PreferencesStated(
                command.statement(),
                command.controller(),
                command.subject(),
                command.channel(),
                command.by().organisation(),
                command.choices(),
                command.quietHours(),
                command.reachBy(),
                command.statedAt(),
                command.now());
    }

    private static SelfServiceLinkIssued issue(IssueSelfServiceLink command) {
        mustActFor(command.by(), command.controller());
        boolean itself = command.by().organisation().equals(command.controller());
        if (!itself
                && !command.byTenant()
                && command.scopes().stream().anyMatch(LinkScope::isTheControllers)) {
            throw Rejected.at(
                    "/scopes",
                    NOT_THE_CONTROLLER,
                    "Only the controller or the tenant's own staff can create links with the scopes"
                            + " PREFERENCES and DATA_REQUEST.");
        }
        return new SelfServiceLinkIssued(
                command.link(),
                command.controller(),
                command.subject(),
                command.scopes(),
                command.by().organisation(),
                command.byTenant() ? true : null,
                command.expiresAt(),
                command.now());
    }

    /** Nothing, when it still holds, was withdrawn or replaced, or its end is recorded already. */
    private static List<ContactPermissionEvent> expire(
            ExpireConsent command, ContactPermission state) {
        return state.consents().stream()
                .filter(consent -> consent.id().equals(command.consent()))
                .filter(consent -> !consent.ended() && consent.isExpiredAt(command.now()))
                .filter(consent -> !consent.isWithdrawnBy(state.withdrawnAt()))
                .<ContactPermissionEvent>map(
                        consent ->
                                new ConsentExpired(
                                        consent.id(),
                                        command.controller(),
                                        command.subject(),
                                        consent.purposes(),
                                        consent.validUntil(),
                                        command.now()))
                .toList();
    }

    private static ConsentWithdrawn withdraw(WithdrawConsent command, ContactPermission state) {
        ConsentWithdrawn withdrawal = withdraw(command);
        WithdrawalEffect effect = WithdrawalEffect.of(state, command.statedAt(), command.now());
        if (effect.isNothing() && !command.confirmed()) {
            throw Rejected.at(
                    "/statedAt",
                    WITHDRAWAL_ENDS_NOTHING,
                    "The consent collected at %s stays in force, since the withdrawal is dated before it. Correct the date, or send confirmed: true."
                            .formatted(effect.standing().getFirst().collectedAt()));
        }
        return withdrawal;
    }

    static ConsentWithdrawn withdraw(WithdrawConsent command) {
        mustActFor(command.by(), command.controller());
        mustNotBeInTheFuture(command.statedAt(), command.now());
        return new ConsentWithdrawn(
                command.withdrawal(),
                command.controller(),
                command.subject(),
                command.channel(),
                command.by().organisation(),
                command.statedAt(),
                command.now());
    }

    static MarketingObjectionRecorded object(RecordMarketingObjection command) {
        mustActFor(command.by(), command.controller());
        mustNotBeInTheFuture(command.statedAt(), command.now());
        return new MarketingObjectionRecorded(
                command.objection(),
                command.controller(),
                command.subject(),
                command.channel(),
                command.by().organisation(),
                command.statedAt(),
                command.now());
    }

    private static RecordingObjectionRecorded object(RecordRecordingObjection command) {
        mustActFor(command.by(), command.controller());
        mustNotBeInTheFuture(command.statedAt(), command.now());
        if (command.call() != null && command.decided() == null) {
            throw decisionUnknown();
        }
        return new RecordingObjectionRecorded(
                command.objection(),
                command.controller(),
                command.subject(),
                command.call(),
                command.channel(),
                command.by().organisation(),
                command.statedAt(),
                command.now());
    }

    private static MinorFlagged flag(FlagMinor command) {
        InstructionCheck.mustBe(command.by(), command.controller(), command.mandate());
        mustNotBeInTheFuture(command.statedAt(), command.now());
        return new MinorFlagged(
                command.flag(),
                command.controller(),
                command.subject(),
                command.channel(),
                command.by().organisation(),
                command.statedAt(),
                command.now());
    }

    /** By what the rights desk says; saying it again changes nothing. */
    private static List<ContactPermissionEvent> restrict(
            RestrictContact command, ContactPermission state) {
        return state.restrictions().containsKey(command.request())
                ? List.of()
                : List.of(
                        new ContactRestricted(
                                command.request(),
                                command.controller(),
                                command.subject(),
                                command.restrictedAt(),
                                command.now()));
    }

    private static List<ContactPermissionEvent> release(
            ReleaseContact command, ContactPermission state) {
        return state.restrictions().containsKey(command.request())
                ? List.of(
                        new ContactReleased(
                                command.request(),
                                command.controller(),
                                command.subject(),
                                command.liftedAt(),
                                command.now()))
                : List.of();
    }

    private static CallDecided answer(DecideCall call, CallVerdict verdict) {
        return switch (verdict) {
            case Allowed allowed -> answer(call, verdict, Verdict.ALLOW, null, allowed);
            case Denied(_, _, var nextAllowedAt) ->
                    answer(call, verdict, Verdict.DENY, nextAllowedAt, null);
            case Review _ -> answer(call, verdict, Verdict.REVIEW, null, null);
        };
    }

    private static CallDecided answer(
            DecideCall call,
            CallVerdict why,
            Verdict verdict,
            @Nullable Instant nextAllowedAt,
            @Nullable Allowed allowed) {
        return new CallDecided(
                call.decision(),
                call.controller(),
                call.by().organisation(),
                call.subject(),
                call.purpose(),
                call.campaign(),
                verdict,
                why.reasons(),
                call.law().packs().stream().map(RulePack::ruleSet).toList(),
                nextAllowedAt,
                allowed == null ? null : allowed.consent(),
                allowed == null ? null : allowed.startBy(),
                allowed == null
                        ? null
                        : OwnAnnouncement.announced(
                                allowed.recording(),
                                call.circumstances().recording().announcements(),
                                call.law().recording()),
                allowed == null ? null : allowed.recordingExplained(),
                why.warnings(),
                call.circumstances(),
                ProofRules.of(call, allowed),
                call.now());
    }

    static void mustActFor(ActingParty by, PartyId controller) {
        if (!by.actsFor(controller)) {
            throw Rejected.at(
                    "/controller",
                    CONTROLLER_NOT_AUTHORISED,
                    "The caller's organisation may not act for this controller.");
        }
    }

    /** Of a call that a request names. */
    static Rejected decisionUnknown() {
        return Rejected.at(
                "/decision", DECISION_UNKNOWN, "There is no such decision for this contact.");
    }

    private static void mustNotBeInTheFuture(Instant statedAt, Instant now) {
        if (ConsentRules.isInTheFuture(statedAt, now)) {
            throw Rejected.at(
                    "/statedAt",
                    STATED_IN_THE_FUTURE,
                    "A statement must not be dated in the future.");
        }
    }
}
