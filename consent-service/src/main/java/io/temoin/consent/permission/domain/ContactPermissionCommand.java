// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of the permission of one controller towards one data subject. */
public sealed interface ContactPermissionCommand {

    /**
     * Record that the person agreed.
     *
     * @param exactSlot when the person agreed to be called, whatever the day and hour; if they did
     * @param localSlot the same as clocks show it, where it was said so
     * @param pack the rules in force for the number's country; absent when none are known
     * @param mandate what the controller instructed who collected it to do; absent when that is the
     *     controller itself
     */
    record GiveConsent(
            UUID consent,
            ActingParty by,
            PartyId controller,
            @Nullable PartyId processor,
            SubjectId subject,
            Personal<PhoneNumber> number,
            Set<Purpose> purposes,
            ConsentProof proof,
            ConsentParticulars particulars,
            Instant collectedAt,
            Period validFor,
            @Nullable Instant exactSlot,
            @Nullable LocalSlot localSlot,
            @Nullable RulePack pack,
            @Nullable Mandate mandate,
            Instant now)
            implements ContactPermissionCommand {

        /**
         * One whose agreed time, if any, is given with its offset, and whose number is kept under
         * the person's own key.
         */
        public GiveConsent(
                UUID consent,
                ActingParty by,
                PartyId controller,
                @Nullable PartyId processor,
                Personal<PhoneNumber> number,
                Set<Purpose> purposes,
                ConsentProof proof,
                ConsentParticulars particulars,
                Instant collectedAt,
                Period validFor,
                @Nullable Instant exactSlot,
                @Nullable RulePack pack,
                @Nullable Mandate mandate,
                Instant now) {
            this(
                    consent,
                    by,
                    controller,
                    processor,
                    number.subject(),
                    number,
                    purposes,
                    proof,
                    particulars,
                    collectedAt,
                    validFor,
                    exactSlot,
                    null,
                    pack,
                    mandate,
                    now);
        }

        /** The same, by who was instructed so. */
        public GiveConsent under(@Nullable Mandate instructed) {
            return new GiveConsent(
                    consent,
                    by,
                    controller,
                    processor,
                    subject,
                    number,
                    purposes,
                    proof,
                    particulars,
                    collectedAt,
                    validFor,
                    exactSlot,
                    localSlot,
                    pack,
                    instructed,
                    now);
        }
    }

    /**
     * Record how the person wishes to be reached; what is absent stays as it was.
     *
     * @param reachBy the only channels the person wants, preferred first; none means any
     * @param mandate what the controller instructed who was told to do; absent when that is the
     *     controller itself
     */
    record StatePreferences(
            UUID statement,
            ActingParty by,
            PartyId controller,
            SubjectId subject,
            Channel channel,
            List<PreferenceChoice> choices,
            @Nullable QuietHours quietHours,
            @Nullable List<ContactWay> reachBy,
            Instant statedAt,
            @Nullable Mandate mandate,
            Instant now)
            implements ContactPermissionCommand {

        /** The same, by who was instructed so. */
        public StatePreferences under(@Nullable Mandate instructed) {
            return new StatePreferences(
                    statement,
                    by,
                    controller,
                    subject,
                    channel,
                    choices,
                    quietHours,
                    reachBy,
                    statedAt,
                    instructed,
                    now);
        }
    }

    /**
     * Record that a person is given a link by which they help themselves.
     *
     * @param byTenant whether one of the tenant's own people asks for it, who see all of it
     */
    record IssueSelfServiceLink(
            UUID link,
            ActingParty by,
            PartyId controller,
            SubjectId subject,
            List<LinkScope> scopes,
            boolean byTenant,
            Instant expiresAt,
            Instant now)
            implements ContactPermissionCommand {}

    /** Record that a consent has ended, if it has. */
    record ExpireConsent(UUID consent, PartyId controller, SubjectId subject, Instant now)
            implements ContactPermissionCommand {}

    /**
     * Put right what is inaccurate in a consent.
     *
     * @param byTenant whether one of the tenant's own people does, who speak for every controller
     * @param request at the rights desk
     * @param requested that request; absent when the desk announced none of the kind
     * @param shown the consent as it is shown now; absent when there is none
     * @param corrections each field once
     */
    record RectifyConsent(
            UUID consent,
            ActingParty by,
            boolean byTenant,
            PartyId controller,
            SubjectId subject,
            UUID request,
            @Nullable RectificationRequest requested,
            @Nullable RectifiedConsent shown,
            List<CorrectedField> corrections,
            Instant now)
            implements ContactPermissionCommand {
        public RectifyConsent {
            corrections = List.copyOf(corrections);
        }

        /** The same, by what the records say of the consent and of the request. */
        public RectifyConsent with(
                RectifiedConsent known, Optional<RectificationRequest> announced) {
            return new RectifyConsent(
                    consent,
                    by,
                    byTenant,
                    controller,
                    subject,
                    request,
                    announced.orElse(null),
                    known,
                    corrections,
                    now);
        }
    }

    /**
     * Record that the person withdrew.
     *
     * @param confirmed whether it is to be recorded even if it leaves every consent in force
     */
    record WithdrawConsent(
            UUID withdrawal,
            ActingParty by,
            PartyId controller,
            SubjectId subject,
            Channel channel,
            Instant statedAt,
            boolean confirmed,
            Instant now)
            implements ContactPermissionCommand {}

    /** Record that the person objected to direct marketing. */
    record RecordMarketingObjection(
            UUID objection,
            ActingParty by,
            PartyId controller,
            SubjectId subject,
            Channel channel,
            Instant statedAt,
            Instant now)
            implements ContactPermissionCommand {}

    /**
     * Record that the person objected to recordings of their calls.
     *
     * @param call the one call it is about, by its decision; absent when it is about all up to then
     * @param decided that decision, of this person and controller; absent when there is none
     */
    record RecordRecordingObjection(
            UUID objection,
            ActingParty by,
            PartyId controller,
            SubjectId subject,
            @Nullable UUID call,
            @Nullable CallDecided decided,
            Channel channel,
            Instant statedAt,
            Instant now)
            implements ContactPermissionCommand {}

    /**
     * Record that the person is under age.
     *
     * @param mandate what the controller instructed who says so to do; absent when that is the
     *     controller itself
     */
    record FlagMinor(
            UUID flag,
            ActingParty by,
            PartyId controller,
            SubjectId subject,
            Channel channel,
            Instant statedAt,
            @Nullable Mandate mandate,
            Instant now)
            implements ContactPermissionCommand {}

    /**
     * Decide whether a call may be made.
     *
     * @param circumstances what was stated, looked up and drawn before the decision
     */
    record DecideCall(
            UUID decision,
            ActingParty by,
            PartyId controller,
            SubjectId subject,
            Purpose purpose,
            @Nullable String campaign,
            CallCircumstances circumstances,
            CallLaw law,
            Instant now)
            implements ContactPermissionCommand {

        /** The same question, of a call that would be recorded so. */
        public DecideCall recorded(RecordingCircumstances recording) {
            return in(circumstances.recorded(recording), now);
        }

        /** The same question, of a call that was drawn to be recorded for these purposes. */
        public DecideCall sampled(List<Purpose> purposes, @Nullable PlannedRecording planned) {
            RecordingCircumstances recording = circumstances.recording();
            return recorded(
                    new RecordingCircumstances(
                            recording.agentPlace(), recording.announcements(), purposes, planned));
        }

        /** The same question, asked at another moment under the same rules. */
        DecideCall askedAt(Instant moment) {
            return in(circumstances, moment);
        }

        private DecideCall in(CallCircumstances others, Instant moment) {
            return new DecideCall(
                    decision, by, controller, subject, purpose, campaign, others, law, moment);
        }
    }

    /** Stop calls to the person: a request of theirs restricts what is kept about them. */
    record RestrictContact(
            UUID request, PartyId controller, SubjectId subject, Instant restrictedAt, Instant now)
            implements ContactPermissionCommand {}

    /** That request no longer restricts it. */
    record ReleaseContact(
            UUID request, PartyId controller, SubjectId subject, Instant liftedAt, Instant now)
            implements ContactPermissionCommand {}

    /**
     * Record that a call was made, or was not.
     *
     * @param decision the answer to whether it may be made; absent when nobody was asked
     * @param decided that answer, of this person and controller; absent when there is none
     * @param mandate what the controller instructed who reports it to do; absent when that is the
     *     controller itself
     * @param attemptedAt when it was dialled
     * @param refusedAt when the person said that they do not want to be called again; present if
     *     and only if the outcome is {@code REFUSED}
     */
    record ReportAttempt(
            Ids ids,
            ActingParty by,
            PartyId controller,
            SubjectId subject,
            Purpose purpose,
            @Nullable UUID decision,
            @Nullable CallDecided decided,
            @Nullable Mandate mandate,
            CallOutcome outcome,
            Instant attemptedAt,
            @Nullable Instant refusedAt,
            Instant now)
            implements ContactPermissionCommand {

        /** The same, by what the records say of the decision and of who reports. */
        public ReportAttempt under(@Nullable CallDecided found, @Nullable Mandate instructed) {
            return new ReportAttempt(
                    ids,
                    by,
                    controller,
                    subject,
                    purpose,
                    decision,
                    found,
                    instructed,
                    outcome,
                    attemptedAt,
                    refusedAt,
                    now);
        }

        /** Of the report, and of the statements a refusal consists of. */
        public record Ids(UUID attempt, UUID withdrawal, UUID objection) {}
    }

    /** Purposes in the catalogue's order: what is recorded does not depend on how it was asked. */
    static List<Purpose> inOrder(Set<Purpose> purposes) {
        return purposes.stream().sorted().toList();
    }
}
