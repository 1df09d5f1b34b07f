// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.recording.domain.RecordingExplanation;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RuleSet;
import io.temoin.consent.rules.domain.Warning;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened between one controller and one data subject. Only a consent holds the number, since
 * its proof must; everything else names the subject by pseudonym, so that an objection is honoured
 * even after the subject's key is destroyed.
 */
public sealed interface ContactPermissionEvent {

    /**
     * The person agreed.
     *
     * @param processor who may call on the controller's behalf, as the person was told; absent when
     *     the controller calls itself
     * @param collectedBy the party that collected the consent
     * @param validUntil the consent ends then (exclusive); not renewed automatically
     * @param exactSlot when the person agreed to be called, whatever the day and hour; if they did
     * @param localSlot the same as clocks show it, where it was said so; it goes before
     * @param particulars the rest of the consent record
     * @param proofKeptUntil the proof is kept until then at least
     */
    record ConsentGiven(
            UUID consent,
            PartyId controller,
            @Nullable PartyId processor,
            SubjectId subject,
            Personal<PhoneNumber> number,
            List<Purpose> purposes,
            ConsentProof proof,
            PartyId collectedBy,
            Instant collectedAt,
            Instant validUntil,
            @Nullable Instant exactSlot,
            @Nullable LocalSlot localSlot,
            ConsentParticulars particulars,
            Instant proofKeptUntil,
            RuleSet ruleSet,
            Instant at)
            implements ContactPermissionEvent {

        /** One whose agreed time, if any, was given with its offset. */
        public ConsentGiven(
                UUID consent,
                PartyId controller,
                @Nullable PartyId processor,
                SubjectId subject,
                Personal<PhoneNumber> number,
                List<Purpose> purposes,
                ConsentProof proof,
                PartyId collectedBy,
                Instant collectedAt,
                Instant validUntil,
                @Nullable Instant exactSlot,
                ConsentParticulars particulars,
                Instant proofKeptUntil,
                RuleSet ruleSet,
                Instant at) {
            this(
                    consent,
                    controller,
                    processor,
                    subject,
                    number,
                    purposes,
                    proof,
                    collectedBy,
                    collectedAt,
                    validUntil,
                    exactSlot,
                    null,
                    particulars,
                    proofKeptUntil,
                    ruleSet,
                    at);
        }

        /** When the person agreed to be called, by the clocks of today; {@code null} if never. */
        @Nullable Instant agreedTime() {
            return localSlot == null ? exactSlot : localSlot.moment();
        }
    }

    /**
     * The submitted consent is invalid or has expired, and whoever collected it was told so. It
     * permits nothing and ends nothing; it shows who submits invalid consents (GDPR art. 5(2),
     * 7(1)). It does not hold the number, as there is no proof to keep.
     *
     * @param refusal its id, which the consent would have had
     * @param processor who would have called
     * @param collectedBy the party that handed it in; who of it, the circumstances tell
     * @param agent who collected it, by a pseudonym or staff id; absent when that was not told
     * @param defects why; at least one
     * @param collectedAt when it is said to have been collected
     */
    record ConsentRefused(
            UUID refusal,
            PartyId controller,
            @Nullable PartyId processor,
            SubjectId subject,
            List<Purpose> purposes,
            Channel channel,
            PartyId collectedBy,
            @Nullable String agent,
            ConsentProblem problem,
            List<Defect> defects,
            Instant collectedAt,
            RuleSet ruleSet,
            Instant at)
            implements ContactPermissionEvent {

        static final String NO_CONSENT = "The submitted consent is not valid.";

        /** What who handed it in is told, the same each time they ask. */
        public Rejected told() {
            return new Rejected(
                    problem,
                    problem == ConsentProblem.CONSENT_INVALID
                            ? NO_CONSENT
                            : defects.getFirst().detail(),
                    defects.stream()
                            .map(one -> new Violation(one.pointer(), one.code(), one.detail()))
                            .toList());
        }
    }

    /**
     * What keeps it from being a consent.
     *
     * @param pointer which field of the request shows it, as a JSON pointer
     * @param code of the defect, in kebab case
     * @param detail a sentence with the article, as it was told
     */
    record Defect(String pointer, String code, String detail) {}

    /**
     * The person said how they wish to be reached. Holds what was said, not what holds then: what
     * is absent was not spoken of.
     *
     * @param choices for which purpose, in which way, by which brand
     * @param quietHours replacing the previous ones
     * @param reachBy the only channels wanted, preferred first, replacing the previous ones; none
     *     means any
     */
    record PreferencesStated(
            UUID statement,
            PartyId controller,
            SubjectId subject,
            Channel channel,
            PartyId receivedBy,
            List<PreferenceChoice> choices,
            @Nullable QuietHours quietHours,
            @Nullable List<ContactWay> reachBy,
            Instant statedAt,
            Instant at)
            implements ContactPermissionEvent {}

    /**
     * The person was given a link by which they help themselves. The link itself is kept nowhere.
     *
     * @param scopes what it is for
     * @param issuedBy the party that asked for it, and sends it
     * @param byTenant true when one of the tenant's own people did, who see all of it; absent
     *     otherwise
     */
    record SelfServiceLinkIssued(
            UUID link,
            PartyId controller,
            SubjectId subject,
            List<LinkScope> scopes,
            PartyId issuedBy,
            @Nullable Boolean byTenant,
            Instant expiresAt,
            Instant at)
            implements ContactPermissionEvent {

        /**
         * Whose sight bounds what the link shows: who makes a link holds its token. Absent when
         * that is the controller or one of the tenant's own people.
         */
        public @Nullable PartyId boundTo() {
            return issuedBy.equals(controller) || Boolean.TRUE.equals(byTenant) ? null : issuedBy;
        }
    }

    /**
     * A consent came to its end, and nobody had withdrawn it or given a new one in its place (C.
     * conso. R223-1: no automatic renewal).
     *
     * @param validUntil when it ended; {@code at} is when that was recorded
     */
    record ConsentExpired(
            UUID consent,
            PartyId controller,
            SubjectId subject,
            List<Purpose> purposes,
            Instant validUntil,
            Instant at)
            implements ContactPermissionEvent {}

    /**
     * Something inaccurate in a consent was put right under a request of the person (GDPR art. 16).
     * What was given is the proof and stays. Readers see what is right; a call needs both.
     *
     * @param request at the rights desk
     * @param fields what differs, each once
     * @param values what is right, sealed under the key of the consent's number; none of a field of
     *     which there is nothing
     * @param validUntil the earlier end (exclusive), if that is among it: the consent ends then
     *     whatever becomes of the key
     */
    record ConsentRectified(
            UUID consent,
            PartyId controller,
            SubjectId subject,
            UUID request,
            List<ConsentField> fields,
            List<RectifiedValue> values,
            @Nullable Instant validUntil,
            Instant at)
            implements ContactPermissionEvent {
        public ConsentRectified {
            fields = List.copyOf(fields);
            values = List.copyOf(values);
        }
    }

    /**
     * The person withdrew every consent given to this controller up to {@code statedAt} (GDPR art.
     * 7(3)).
     */
    record ConsentWithdrawn(
            UUID withdrawal,
            PartyId controller,
            SubjectId subject,
            Channel channel,
            PartyId receivedBy,
            Instant statedAt,
            Instant at)
            implements ContactPermissionEvent {}

    /**
     * The person objected to direct marketing (GDPR art. 21(2)(3)): absolute, at once, for good.
     */
    record MarketingObjectionRecorded(
            UUID objection,
            PartyId controller,
            SubjectId subject,
            Channel channel,
            PartyId receivedBy,
            Instant statedAt,
            Instant at)
            implements ContactPermissionEvent {}

    /**
     * The person objected to recordings of their calls (GDPR art. 21(1)): who holds them sets them
     * apart at once. Calls to come have their own notice, with its own way to refuse.
     *
     * @param decision the one call it is about; absent when it is about all up to {@code statedAt}
     */
    record RecordingObjectionRecorded(
            UUID objection,
            PartyId controller,
            SubjectId subject,
            @Nullable UUID decision,
            Channel channel,
            PartyId receivedBy,
            Instant statedAt,
            Instant at)
            implements ContactPermissionEvent {}

    /**
     * A request of the person restricts what is kept about them: nobody calls them for this
     * controller (GDPR art. 18).
     *
     * @param request at the rights desk
     * @param restrictedAt since when, by the desk
     */
    record ContactRestricted(
            UUID request, PartyId controller, SubjectId subject, Instant restrictedAt, Instant at)
            implements ContactPermissionEvent {}

    /** That request no longer does; another one may. */
    record ContactReleased(
            UUID request, PartyId controller, SubjectId subject, Instant liftedAt, Instant at)
            implements ContactPermissionEvent {}

    /**
     * The person turned out to be under age: nobody sells them anything, and what they consented to
     * permits nothing. Their age is not kept (GDPR art. 5(1)(c)).
     */
    record MinorFlagged(
            UUID flag,
            PartyId controller,
            SubjectId subject,
            Channel channel,
            PartyId receivedBy,
            Instant statedAt,
            Instant at)
            implements ContactPermissionEvent {}

    /**
     * A call was asked for and the answer given. A refusal is an answer: it is recorded like an
     * allowance.
     *
     * @param processor the organisation that asked, and would call
     * @param ruleSets the rules applied, those of the number's country first; none when none are
     *     known for one that has a say
     * @param consent the consent an allowed call rests on; absent where none is needed
     * @param startBy an allowed call must start by then
     * @param recording what may be recorded of an allowed call
     * @param recordingExplained why an allowed call may be recorded as it may; absent of others
     * @param warnings what did not decide but should be known
     * @param circumstances what it was decided by
     * @param proofs proof that an allowed call rests on and until when it is kept at least; absent
     *     where no law counts from the use or asks for any
     */
    record CallDecided(
            UUID decision,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            Purpose purpose,
            @Nullable String campaign,
            Verdict verdict,
            List<Reason> reasons,
            List<RuleSet> ruleSets,
            @Nullable Instant nextAllowedAt,
            @Nullable UUID consent,
            @Nullable Instant startBy,
            @Nullable RecordingPermission recording,
            @Nullable RecordingExplanation recordingExplained,
            List<Warning> warnings,
            CallCircumstances circumstances,
            @Nullable List<RequiredProof> proofs,
            Instant at)
            implements ContactPermissionEvent {}

    /**
     * Somebody tried to reach the person, or said that they did not after all.
     *
     * @param decision the answer that allowed it; absent when nobody was asked
     * @param processor the organisation that reports it
     * @param attemptedAt when it was dialled, as the report says
     */
    record CallAttempted(
            UUID attempt,
            @Nullable UUID decision,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            Purpose purpose,
            CallOutcome outcome,
            Instant attemptedAt,
            Instant at)
            implements ContactPermissionEvent {}

    /** The answers; only the first one lets anybody call. */
    enum Verdict {
        ALLOW,
        DENY,
        /** Somebody at the controller has to look at it. */
        REVIEW
    }
}
