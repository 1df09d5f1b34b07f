// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.recording.documents.domain.DocumentCommand.CreateSheet;
import io.temoin.recording.documents.domain.DocumentCommand.CreateTranscript;
import io.temoin.recording.documents.domain.DocumentCommand.DestroyDocument;
import io.temoin.recording.documents.domain.DocumentCommand.ReadDocument;
import io.temoin.recording.documents.domain.DocumentCommand.RectifyDocument;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentDestroyed;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRead;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentReadRefused;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRectified;
import io.temoin.recording.documents.domain.DocumentEvent.SheetCreated;
import io.temoin.recording.documents.domain.DocumentEvent.TranscriptCreated;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.Contested;
import io.temoin.recording.lifecycle.domain.LegalBasis;
import io.temoin.recording.lifecycle.domain.OnRefusal;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.RecordedCall;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeFulfilled;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRestricted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RestrictionLifted;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.RectificationRequest;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.RetentionPreview;
import io.temoin.recording.lifecycle.domain.Role;
import io.temoin.recording.lifecycle.domain.SealedAudio;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One recorded call and what was drawn from it, as the examples of this package tell it. */
public final class Documents {

    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    static final Instant STARTED = Instant.parse("2026-11-24T10:00:20Z");
    static final Instant ENDED = Instant.parse("2026-11-24T10:06:20Z");

    /** B1: the sheet is made a week after the call. */
    static final Instant MADE = Instant.parse("2026-12-01T09:00:00Z");

    static final RecordingId RECORDING = new RecordingId(uuid(1));
    static final UUID DOCUMENT = uuid(21);
    static final UUID BATCH = uuid(22);
    static final PartyId CONTROLLER = new PartyId("rhone-telecom");
    static final PartyId PROCESSOR = new PartyId("voix-du-rhone");
    static final PartyId OTHER_PROCESSOR = new PartyId("atlas-contact");
    static final SubjectId SUBJECT = new SubjectId("0123456789abcdef0123456789abcdef");
    static final SubjectId KEY_OWNER = new SubjectId("fedcba9876543210fedcba9876543210");
    static final String AGENT = "agent-7";
    static final String SHA256 = "5e".repeat(32);
    static final String RECTIFIED = "6f".repeat(32);
    static final UUID REQUEST = UUID.fromString("019a0000-0000-7000-8000-000000000004");
    static final List<String> FIELDS = List.of("/criteria/1/remark");
    static final Instant HORIZON = Instant.parse("2027-12-15T08:00:00Z");

    static final String FINGERPRINT = "ca".repeat(32);

    static final AccessReason REASON =
            new AccessReason(AccessReason.Code.QUALITY_CAMPAIGN, "QC-2026-48");

    private Documents() {}

    static UUID uuid(int number) {
        return UUID.fromString("01990000-0000-7000-8000-%012d".formatted(number));
    }

    static RecordedCall call(PurposeCode... purposes) {
        return new RecordedCall(
                CONTROLLER,
                PROCESSOR,
                SUBJECT,
                uuid(2),
                uuid(3),
                new PurposeCode("PROSPECTING_CALL"),
                OnRefusal.CONTINUE_UNRECORDED,
                List.of(purposes),
                List.of(
                        new RetentionPreview(
                                PurposeCode.QUALITY,
                                Period.ofMonths(6),
                                RetentionPreview.RECORDING_ENDED,
                                "AT_MOST",
                                LegalBasis.LEGITIMATE_INTEREST)),
                STARTED,
                ENDED,
                STARTED,
                null,
                Set.of());
    }

    static Stored stored() {
        return stored(PurposeCode.QUALITY, PurposeCode.TRAINING);
    }

    static Stored stored(PurposeCode... purposes) {
        return new Stored(
                RECORDING,
                call(purposes),
                new SealedAudio(1_000, "ab12", "audio/wav", uuid(4)),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The same, of which a purpose is fulfilled. */
    static Stored fulfilled(PurposeCode purpose) {
        PurposeFulfilled event =
                new PurposeFulfilled(
                        RECORDING, CONTROLLER, SUBJECT, uuid(2), uuid(3), purpose, MADE);
        return (Stored) Recording.evolve(stored(), event);
    }

    /** The same, which a request of the person restricts. */
    static Stored restricted() {
        RecordingRestricted event =
                new RecordingRestricted(
                        RECORDING,
                        CONTROLLER,
                        PROCESSOR,
                        SUBJECT,
                        uuid(2),
                        uuid(3),
                        uuid(31),
                        MADE);
        return (Stored) Recording.evolve(stored(), event);
    }

    /** The same, which that request restricts no longer. */
    static Recording free() {
        RestrictionLifted event =
                new RestrictionLifted(
                        RECORDING,
                        CONTROLLER,
                        PROCESSOR,
                        SUBJECT,
                        uuid(2),
                        uuid(3),
                        uuid(31),
                        MADE);
        return Recording.evolve(restricted(), event);
    }

    static Recording quarantined() {
        return new Quarantined(stored(), QuarantineReason.OBJECTED, MADE);
    }

    static Recording erased(String basis) {
        return new Erased(RECORDING, stored().call(), MADE, basis);
    }

    static Requester of(PartyId organisation, Role... roles) {
        return of("person-1", organisation, roles);
    }

    static Requester of(String actor, PartyId organisation, Role... roles) {
        return new Requester(
                actor,
                organisation,
                organisation.equals(CONTROLLER) ? Set.of() : Set.of(CONTROLLER),
                Set.of(roles));
    }

    static DocumentFacts facts(PurposeCode... purposes) {
        return new DocumentFacts(
                DOCUMENT,
                RECORDING,
                uuid(2),
                CONTROLLER,
                PROCESSOR,
                SUBJECT,
                List.of(purposes),
                MADE,
                SHA256);
    }

    static DocumentEvent sheet() {
        return new SheetCreated(facts(PurposeCode.QUALITY), agent(), REASON);
    }

    static DocumentEvent transcript() {
        return new TranscriptCreated(facts(PurposeCode.QUALITY, PurposeCode.TRAINING));
    }

    static Personal<String> agent() {
        return Personal.plaintext(AGENT, KEY_OWNER);
    }

    static DocumentCommand createSheet(Recording recording, Requester by, PurposeCode purpose) {
        return new CreateSheet(DOCUMENT, recording, by, purpose, REASON, agent(), SHA256, MADE);
    }

    static DocumentCommand createTranscript(Recording recording, Requester by) {
        return new CreateTranscript(DOCUMENT, recording, by, SHA256, MADE);
    }

    static DocumentCommand read(
            Recording recording, Requester by, PurposeCode purpose, Instant now) {
        return new ReadDocument(
                DOCUMENT, recording, by, purpose, REASON, WantedContent.shown(true), now);
    }

    static RectificationRequest request() {
        return new RectificationRequest(
                REQUEST,
                CONTROLLER,
                SUBJECT,
                null,
                null,
                new Contested(Contested.Kind.RECORDING, null, null));
    }

    static DocumentCommand rectify(
            Recording recording, Requester by, @Nullable RectificationRequest request) {
        return rectify(recording, by, request, SHA256, RECTIFIED);
    }

    static DocumentCommand rectify(
            Recording recording,
            Requester by,
            @Nullable RectificationRequest request,
            String before,
            String after) {
        return new RectifyDocument(
                recording, by, request, new RectifiedContent(FIELDS, before, after), MADE);
    }

    static DocumentEvent rectified(DocumentKind kind) {
        return rectified(kind, SHA256, RECTIFIED);
    }

    static DocumentEvent rectified(DocumentKind kind, String before, String after) {
        return new DocumentRectified(
                DOCUMENT,
                kind,
                RECORDING,
                CONTROLLER,
                SUBJECT,
                uuid(2),
                REQUEST,
                new RectifiedContent(FIELDS, before, after),
                MADE);
    }

    static DocumentCommand destroy(@Nullable UUID batch) {
        return new DestroyDocument(batch, "PERIOD_ENDED", uuid(5), FINGERPRINT, HORIZON, MADE);
    }

    static DocumentEvent destroyed(DocumentKind kind, @Nullable UUID batch) {
        return new DocumentDestroyed(
                DOCUMENT,
                kind,
                RECORDING,
                CONTROLLER,
                SUBJECT,
                uuid(2),
                batch,
                "PERIOD_ENDED",
                new DocumentDestroyed.Evidence(uuid(5), FINGERPRINT, "DOCUMENT", HORIZON),
                MADE);
    }

    static DocumentEvent wasRead(DocumentKind kind, PurposeCode purpose, Instant at) {
        return new DocumentRead(
                DOCUMENT, kind, RECORDING, CONTROLLER, SUBJECT, uuid(2), purpose, REASON, null, at);
    }

    static DocumentEvent refused(
            @Nullable DocumentKind kind, RecordingProblem code, PurposeCode purpose, Instant at) {
        return kind == null
                ? new DocumentReadRefused(
                        DOCUMENT, null, null, null, null, code, purpose, REASON, null, at)
                : new DocumentReadRefused(
                        DOCUMENT,
                        RECORDING,
                        CONTROLLER,
                        SUBJECT,
                        uuid(2),
                        code,
                        purpose,
                        REASON,
                        null,
                        at);
    }

    /** One event of each kind, as the decider decides them. */
    public static List<DocumentEvent> decided() {
        DocumentDecider decider = new DocumentDecider(PARIS);
        Requester supervisor = of(PROCESSOR, Role.SUPERVISOR);
        List<DocumentEvent> decided =
                new ArrayList<>(
                        decider.decide(
                                createTranscript(stored(), of(PROCESSOR, Role.RECORDER)),
                                decider.initialState()));
        List<DocumentEvent> life =
                new ArrayList<>(
                        decider.decide(
                                createSheet(stored(), supervisor, PurposeCode.QUALITY),
                                decider.initialState()));
        for (DocumentCommand command :
                List.of(
                        read(stored(), supervisor, PurposeCode.QUALITY, MADE),
                        read(stored(), of(CONTROLLER, Role.ADMIN), PurposeCode.QUALITY, MADE),
                        rectify(stored(), of(CONTROLLER, Role.DPO), request()),
                        destroy(BATCH))) {
            life.addAll(decider.decide(command, decider.replay(life)));
        }
        decided.addAll(life);
        return decided;
    }

    /** The answer to the order that destroyed the sheet, and named another controller's. */
    public static ItemsDisposed answered() {
        ReportDisposal report =
                new ReportDisposal(
                        BATCH,
                        DocumentKind.SHEET,
                        CONTROLLER,
                        List.of(DOCUMENT),
                        List.of(
                                new ItemsDisposed.Refusal(
                                        uuid(23), ItemsDisposed.Reason.NOT_OF_CONTROLLER)),
                        LocalDate.parse("2027-12-15"),
                        MADE);
        return new DisposalDecider().decide(report, DisposalReport.NONE).getFirst();
    }
}
