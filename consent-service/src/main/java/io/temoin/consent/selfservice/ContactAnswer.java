// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.consent.consents.ConsentCopies;
import io.temoin.consent.consents.ConsentRectificationAnswer;
import io.temoin.consent.holdings.Holdings;
import io.temoin.consent.inspection.domain.InspectionEvent.PersonalDataRead;
import io.temoin.consent.inspection.domain.PersonalDocument;
import io.temoin.consent.inspection.domain.PersonalField;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.CallOutcome;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactReleased;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactRestricted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.RecordingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.RectifiedConsent;
import io.temoin.consent.preference.PreferencesAnswer;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one controller knows of one person here, for that person: what they agreed to, took back and
 * objected to, how they wish to be reached, and who asked to call them.
 *
 * @param objections to marketing
 * @param recordingObjections to recordings of their calls
 * @param questions the latest {@value #MOST} questions whether they may be called
 * @param calls the latest {@value #MOST} reports of calls
 * @param recordings the latest {@value #MOST} recordings of calls, destroyed ones a while longer
 * @param requests the latest {@value #MOST} requests at the rights desk
 */
@Schema(
        name = "OwnContact",
        requiredProperties = {
            "controller",
            "consents",
            "withdrawals",
            "objections",
            "recordingObjections",
            "preferences",
            "questions",
            "calls",
            "recordings",
            "requests"
        })
record ContactAnswer(
        String controller,
        List<OwnConsent> consents,
        List<OwnStatement> withdrawals,
        List<OwnStatement> objections,
        List<OwnStatement> recordingObjections,
        PreferencesAnswer preferences,
        List<Question> questions,
        List<Call> calls,
        List<OwnRecording> recordings,
        List<OwnRequest> requests) {

    static final int MOST = 100;

    /**
     * A consent and what has become of it.
     *
     * @param rectifications what was put right when, the oldest first; absent if nothing was
     */
    @Schema(
            name = "OwnConsent",
            requiredProperties = {
                "id",
                "purposes",
                "status",
                "collectedAt",
                "validUntil",
                "proofKeptUntil"
            })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwnConsent(
            UUID id,
            List<Purpose> purposes,
            @Nullable String object,
            @Nullable String processor,
            @Schema(enumeration = {"ConsentGiven", "ConsentWithdrawn", "ConsentExpired"})
                    String status,
            Instant collectedAt,
            Instant validUntil,
            @Nullable Instant exactSlot,
            Instant proofKeptUntil,
            @Nullable List<ConsentRectificationAnswer> rectifications) {}

    /** Something the person said. */
    @Schema(
            name = "OwnStatement",
            requiredProperties = {"id", "channel", "statedAt"})
    record OwnStatement(
            UUID id, @Schema(implementation = Channel.class) String channel, Instant statedAt) {}

    /** Somebody asked whether the person may be called. */
    @Schema(
            name = "OwnQuestion",
            requiredProperties = {"by", "purpose", "verdict", "at"})
    record Question(String by, Purpose purpose, Verdict verdict, Instant at) {}

    /** Somebody called, or tried to. */
    @Schema(
            name = "OwnCall",
            requiredProperties = {"by", "purpose", "outcome", "at"})
    record Call(String by, Purpose purpose, CallOutcome outcome, Instant at) {}

    /**
     * Of what happened between a controller and a person, by {@code now}.
     *
     * @param holdings what the other services hold
     * @param sight what bounds what is shown; absent where nothing does
     */
    static ContactAnswer of(
            PartyId controller,
            List<RecordedEvent<ContactPermissionEvent>> history,
            Holdings holdings,
            @Nullable Visibility sight,
            Instant now) {
        List<OwnConsent> consents = new ArrayList<>();
        List<OwnStatement> withdrawals = new ArrayList<>();
        List<OwnStatement> objections = new ArrayList<>();
        List<OwnStatement> recordingObjections = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        List<Call> calls = new ArrayList<>();
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            switch (recorded.event()) {
                case ConsentGiven given -> consents.add(ownConsent(given, history, now));
                case ConsentWithdrawn one ->
                        withdrawals.add(
                                new OwnStatement(
                                        one.withdrawal(), one.channel().name(), one.statedAt()));
                case MarketingObjectionRecorded one ->
                        objections.add(
                                new OwnStatement(
                                        one.objection(), one.channel().name(), one.statedAt()));
                case RecordingObjectionRecorded one ->
                        recordingObjections.add(
                                new OwnStatement(
                                        one.objection(), one.channel().name(), one.statedAt()));
                case CallDecided one ->
                        questions.add(
                                new Question(
                                        one.processor().value(),
                                        one.purpose(),
                                        one.verdict(),
                                        one.at()));
                case CallAttempted one ->
                        calls.add(
                                new Call(
                                        one.processor().value(),
                                        one.purpose(),
                                        one.outcome(),
                                        one.attemptedAt()));
                // Told by the consents and the preferences; a link says nothing of the person, nor
                // does what was refused
                case ConsentExpired _,
                        ConsentRectified _,
                        ConsentRefused _,
                        PreferencesStated _,
                        SelfServiceLinkIssued _,
                        MinorFlagged _,
                        ContactReleased _,
                        ContactRestricted _ -> {}
            }
        }
        return new ContactAnswer(
                controller.value(),
                consents,
                withdrawals,
                objections,
                recordingObjections,
                sight == null
                        ? PreferencesAnswer.of(history)
                        : PreferencesAnswer.of(history, controller, sight),
                latest(questions),
                latest(calls),
                OwnRecording.of(holdings.seen(sight, MOST)),
                OwnRequest.of(holdings.seen(sight, MOST)));
    }

    /** What is to be on record before it is shown. */
    static PersonalDataRead reading(PartyId controller, SubjectId person) {
        return PersonalDataRead.of(
                PersonalDocument.OWN_CONTACT,
                controller,
                person,
                EnumSet.of(
                        PersonalField.CONSENT,
                        PersonalField.WITHDRAWALS,
                        PersonalField.OBJECTIONS,
                        PersonalField.PREFERENCES,
                        PersonalField.DECISIONS,
                        PersonalField.CALLS,
                        PersonalField.RECORDINGS,
                        PersonalField.LISTENINGS,
                        PersonalField.REQUESTS));
    }

    private static <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }

    private static OwnConsent ownConsent(
            ConsentGiven given, List<RecordedEvent<ContactPermissionEvent>> history, Instant now) {
        RectifiedConsent shown = ConsentCopies.shown(given, history);
        return new OwnConsent(
                given.consent(),
                given.purposes(),
                shown.object(),
                given.processor() == null ? null : given.processor().value(),
                ConsentCopies.status(history, given.consent(), now),
                given.collectedAt(),
                shown.validUntil(),
                shown.exactSlot(),
                given.proofKeptUntil(),
                ConsentRectificationAnswer.of(shown));
    }
}
