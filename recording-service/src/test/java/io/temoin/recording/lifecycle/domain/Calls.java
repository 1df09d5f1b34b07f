// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeFulfilled;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposesEnded;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased.Evidence;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingQuarantined;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered.Notice;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingStored;
import io.temoin.recording.lifecycle.domain.RecordingEvent.UploadAbandoned;
import io.temoin.recording.lifecycle.domain.ServedNotice.Answer;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One call of the story, as the examples of this package tell it. */
final class Calls {

    /** When the last backup that could hold a key destroyed today is gone. */
    static final Instant HORIZON = Instant.parse("2027-01-07T08:00:00Z");

    static final Instant DECIDED = Instant.parse("2026-11-24T10:00:00Z");
    static final Instant STARTED = Instant.parse("2026-11-24T10:00:20Z");
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    static final Instant ENDED = Instant.parse("2026-11-24T10:04:00Z");
    static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");

    static final RecordingId ID = new RecordingId(uuid(1));
    static final UUID DECISION = uuid(2);
    static final UUID CONSENT = uuid(3);
    static final UUID KEY = uuid(4);
    static final SubjectId SUBJECT = new SubjectId("0123456789abcdef0123456789abcdef");

    static final PartyId CONTROLLER = new PartyId("rhone-telecom");
    static final PartyId PROCESSOR = new PartyId("voix-du-rhone");
    static final PartyId OTHER_PROCESSOR = new PartyId("atlas-contact");

    static final PurposeCode PROOF = new PurposeCode("CONTRACT_PROOF");
    static final List<PurposeCode> PURPOSES =
            List.of(PurposeCode.QUALITY, PurposeCode.TRAINING, PROOF);
    static final List<RetentionPreview> RETENTION =
            List.of(
                    new RetentionPreview(
                            PurposeCode.QUALITY,
                            Period.ofMonths(6),
                            RetentionPreview.RECORDING_ENDED,
                            "AT_MOST",
                            LegalBasis.LEGITIMATE_INTEREST),
                    new RetentionPreview(
                            PROOF,
                            Period.ofYears(5),
                            "CONTRACT_CONCLUDED",
                            "AT_MOST",
                            LegalBasis.CONTRACT));
    static final PurposeCode INVESTMENT_ORDER = new PurposeCode("INVESTMENT_ORDER");
    static final List<PurposeCode> ORDERS =
            List.of(PurposeCode.QUALITY, PurposeCode.TRAINING, INVESTMENT_ORDER);
    static final List<RetentionPreview> BY_LAW =
            List.of(
                    new RetentionPreview(
                            INVESTMENT_ORDER,
                            Period.ofYears(5),
                            RetentionPreview.RECORDING_ENDED,
                            "AT_LEAST",
                            LegalBasis.LEGAL_OBLIGATION));

    static final Instant SERVED = Instant.parse("2026-11-24T10:00:15Z");
    static final UUID NOTICE = uuid(11);
    static final String TEXT_HASH = "ab".repeat(32);

    static final RecordingPermission PERMISSION = permission(DECISION, PROCESSOR);
    static final String CAMPAIGN = "fibre-autumn";
    static final SealedAudio AUDIO = new SealedAudio(1_000, "ab12", "audio/wav", KEY);
    static final Requester RECORDER =
            new Requester("recorder-1", PROCESSOR, Set.of(CONTROLLER), Set.of(Role.RECORDER));

    private Calls() {}

    static RecordingPermission permission(UUID decision, PartyId processor) {
        return permission(decision, processor, RETENTION, false);
    }

    static RecordingPermission permission(
            UUID decision, PartyId processor, List<RetentionPreview> retention, boolean afterYes) {
        return permission(decision, processor, PURPOSES, retention, afterYes);
    }

    /** What a law orders recorded for {@link #BY_LAW}, and for the quality beside it. */
    static RecordingPermission orderedByLaw() {
        return permission(DECISION, PROCESSOR, ORDERS, BY_LAW, false);
    }

    private static RecordingPermission permission(
            UUID decision,
            PartyId processor,
            List<PurposeCode> purposes,
            List<RetentionPreview> retention,
            boolean afterYes) {
        return new RecordingPermission(
                decision,
                CONSENT,
                CONTROLLER,
                processor,
                SUBJECT,
                new PurposeCode("PROSPECTING_CALL"),
                "NOTICE_PLUS_OPTOUT",
                "FR-ANNOUNCEMENT-1",
                purposes,
                retention,
                null,
                afterYes,
                OnRefusal.CONTINUE_UNRECORDED,
                DECIDED,
                DECIDED.plusSeconds(60),
                CAMPAIGN);
    }

    static ServedNotice notice(RecordingPermission permission) {
        return notice(permission, SERVED, null);
    }

    static ServedNotice notice(
            RecordingPermission permission, Instant servedAt, @Nullable Answer answer) {
        return new ServedNotice(
                NOTICE,
                permission.decision(),
                permission.controller(),
                permission.processor(),
                permission.subject(),
                permission.announcement(),
                TEXT_HASH,
                "fr",
                servedAt,
                answer);
    }

    static RecordingEvent registered() {
        return registered(RETENTION, null);
    }

    static RecordingEvent registered(
            List<RetentionPreview> retention, @Nullable Instant answeredAt) {
        return registered(PURPOSES, retention, answeredAt);
    }

    static RecordingEvent registered(
            List<PurposeCode> purposes,
            List<RetentionPreview> retention,
            @Nullable Instant answeredAt) {
        return new RecordingRegistered(
                ID,
                CONTROLLER,
                PROCESSOR,
                SUBJECT,
                DECISION,
                CONSENT,
                new PurposeCode("PROSPECTING_CALL"),
                "NOTICE_PLUS_OPTOUT",
                "FR-ANNOUNCEMENT-1",
                purposes,
                retention,
                STARTED,
                ENDED,
                NOW,
                new Notice(NOTICE, TEXT_HASH, "fr", SERVED, answeredAt),
                OnRefusal.CONTINUE_UNRECORDED,
                null,
                CAMPAIGN);
    }

    static RecordingEvent refused(RecordingProblem code, @Nullable UUID notice) {
        return new RecordingRefused(
                ID,
                CONTROLLER,
                PROCESSOR,
                SUBJECT,
                DECISION,
                CONSENT,
                code,
                notice,
                STARTED,
                ENDED,
                NOW);
    }

    static RecordingEvent abandoned() {
        return new UploadAbandoned(
                ID, CONTROLLER, PROCESSOR, SUBJECT, DECISION, CONSENT, STARTED, ENDED, NOW);
    }

    static final Instant SAID = Instant.parse("2026-11-24T10:03:10Z");
    static final SubjectAct FLAG = act(QuarantineReason.MINOR);

    /** What the person said at {@link #SAID}, of this call if it is an opt-out. */
    static SubjectAct act(QuarantineReason kind) {
        return act(kind, SAID);
    }

    static SubjectAct act(QuarantineReason kind, Instant statedAt) {
        return new SubjectAct(
                uuid(12), kind, kind == QuarantineReason.OPTED_OUT ? DECISION : null, statedAt);
    }

    static RecordingEvent quarantined(QuarantineReason reason) {
        return new RecordingQuarantined(
                ID,
                CONTROLLER,
                PROCESSOR,
                SUBJECT,
                DECISION,
                CONSENT,
                reason,
                uuid(12),
                NOW.plus(reason.eraseWithin()),
                NOW);
    }

    static RecordingEvent ended(
            QuarantineReason reason, List<PurposeCode> purposes, List<PurposeCode> remaining) {
        return new PurposesEnded(
                ID,
                CONTROLLER,
                PROCESSOR,
                SUBJECT,
                DECISION,
                CONSENT,
                reason,
                uuid(12),
                purposes,
                remaining,
                NOW);
    }

    static RecordingEvent stored() {
        return new RecordingStored(
                ID,
                CONTROLLER,
                PROCESSOR,
                SUBJECT,
                DECISION,
                CONSENT,
                PURPOSES,
                RETENTION,
                STARTED,
                ENDED,
                AUDIO.length(),
                AUDIO.sha256(),
                AUDIO.mediaType(),
                AUDIO.keyId(),
                NOW,
                CAMPAIGN);
    }

    static RecordingEvent fulfilled(PurposeCode purpose) {
        return new PurposeFulfilled(ID, CONTROLLER, SUBJECT, DECISION, CONSENT, purpose, NOW);
    }

    static RecordingEvent erased(long bytes) {
        return new RecordingErased(
                ID,
                CONTROLLER,
                SUBJECT,
                DECISION,
                CONSENT,
                uuid(9),
                "PURPOSE_FULFILLED",
                new Evidence(KEY, "cafe", bytes, "RECORDING", HORIZON),
                NOW);
    }

    static Requester of(PartyId organisation, Role... roles) {
        return new Requester(
                "person-1",
                organisation,
                organisation.equals(CONTROLLER) ? Set.of() : Set.of(CONTROLLER),
                Set.of(roles));
    }

    static UUID uuid(int number) {
        return UUID.fromString("01990000-0000-7000-8000-%012d".formatted(number));
    }
}
