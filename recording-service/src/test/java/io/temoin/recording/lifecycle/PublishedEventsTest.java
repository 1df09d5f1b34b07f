// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.NewEvent;
import io.temoin.recording.documents.domain.DocumentEvent;
import io.temoin.recording.documents.domain.Documents;
import io.temoin.recording.documents.domain.ItemsDisposed;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.CallOptOut;
import io.temoin.recording.lifecycle.domain.LegalBasis;
import io.temoin.recording.lifecycle.domain.OnRefusal;
import io.temoin.recording.lifecycle.domain.OptOut;
import io.temoin.recording.lifecycle.domain.OptOutDecider;
import io.temoin.recording.lifecycle.domain.OptOutOfRecording;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.Playback;
import io.temoin.recording.lifecycle.domain.Playback.Interval;
import io.temoin.recording.lifecycle.domain.Playback.Part;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RecordingCommand;
import io.temoin.recording.lifecycle.domain.RecordingCommand.AbandonUpload;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EndAccess;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EraseRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.FulfilPurpose;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingCommand.LiftRestriction;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RecordPlayback;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RequestListening;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RestrictRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.StoreRecording;
import io.temoin.recording.lifecycle.domain.RecordingDecider;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingOptedOut;
import io.temoin.recording.lifecycle.domain.RecordingPermission;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.RetentionPreview;
import io.temoin.recording.lifecycle.domain.Role;
import io.temoin.recording.lifecycle.domain.SealedAudio;
import io.temoin.recording.lifecycle.domain.ServedNotice;
import io.temoin.recording.lifecycle.domain.ServedNotice.Answer;
import io.temoin.recording.lifecycle.domain.ServedNotice.Word;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the decider really decides, encoded as the store encodes it, is what contracts/ promises.
 */
class PublishedEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");
    private static final Instant DECIDED = Instant.parse("2026-11-24T10:00:00Z");
    private static final RecordingId ID = new RecordingId(id(1));
    private static final PartyId CONTROLLER = new PartyId("rhone-telecom");
    private static final PartyId PROCESSOR = new PartyId("voix-du-rhone");
    private static final UUID KEY = UUID.fromString("3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11");
    private static final String ACTOR = "ab5d1c9e-8f3a-4f6b-9c5e-0d1e2f3a4b5c";
    private static final Instant SAID = Instant.parse("2026-11-24T10:03:10Z");
    private static final AccessReason REASON =
            new AccessReason(AccessReason.Code.COMPLAINT, "TCK-2026-1187");
    private static final EventCodec<RecordingEvent> CODEC =
            new EventCodec<>(RecordingEvent.class, new InMemoryShreddableKeys());
    private static final EventCodec<RecordingOptedOut> OPT_OUTS =
            new EventCodec<>(RecordingOptedOut.class, new InMemoryShreddableKeys());
    private static final EventCodec<DocumentEvent> DOCUMENTS =
            new EventCodec<>(DocumentEvent.class, new InMemoryShreddableKeys());
    private static final EventCodec<ItemsDisposed> DISPOSALS =
            new EventCodec<>(ItemsDisposed.class, new InMemoryShreddableKeys());
    private static final Map<String, String> PUBLISHED = published();

    /** Those of parts of access packages are tested in package-parts, for all services. */
    static List<EventContract> contracts() {
        return EventContract.publishedBy("recording").stream()
                .filter(contract -> !contract.name().startsWith("PackagePart"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isExactlyTheExampleOfItsContract(EventContract contract) {
        contract.isExactly(PUBLISHED.getOrDefault(contract.name(), "null"));
    }

    @Test
    void hasAContractForEveryEvent() {
        assertThat(contracts().stream().map(one -> one.name() + ".v" + one.version()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(CODEC, OPT_OUTS, DOCUMENTS, DISPOSALS)
                                .flatMap(codec -> codec.versions().entrySet().stream())
                                .map(known -> known.getKey() + ".v" + known.getValue())
                                .toList());
    }

    private static Map<String, String> published() {
        List<RecordingEvent> life = new ArrayList<>();
        decide(life, register(null));
        decide(life, register(notice()));
        decide(life, new StoreRecording(audio(), NOW));
        decide(life, listen(requester(CONTROLLER, Role.SUPERVISOR)));
        decide(life, listen(requester(PROCESSOR, Role.AGENT)));
        decide(life, new FulfilPurpose(PurposeCode.QUALITY, requester(CONTROLLER, Role.DPO), NOW));
        decide(
                life,
                new EndAccess(PurposeCode.TRAINING, Instant.parse("2026-11-24T10:04:30Z"), NOW));
        life.addAll(abandoned());
        life.addAll(restricted());
        life.addAll(aside(QuarantineReason.MINOR));
        life.addAll(aside(QuarantineReason.CONSENT_WITHDRAWN));
        decide(life, new RecordPlayback(playback(), NOW));
        decide(
                life,
                new EraseRecording(
                        id(9),
                        "PURPOSE_FULFILLED",
                        KEY,
                        fingerprint(),
                        Instant.parse("2027-01-07T08:00:00Z"),
                        NOW));
        EventMetadata metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        id(7),
                        null,
                        "c0ffee00-0000-4000-8000-000000000001",
                        null,
                        null,
                        NOW);
        List<NewEvent> encoded =
                CODEC.encodeAll(new StreamId("recording", ID.toString()), life, metadata)
                        .await()
                        .atMost(Duration.ofSeconds(5));
        Map<String, String> published = new HashMap<>();
        encoded.forEach(event -> published.put(event.type(), event.payload()));
        OPT_OUTS.encodeAll(new StreamId("call", id(2).toString()), List.of(optedOut()), metadata)
                .await()
                .atMost(Duration.ofSeconds(5))
                .forEach(event -> published.put(event.type(), event.payload()));
        StreamId document = new StreamId("document", id(21).toString());
        DOCUMENTS
                .encodeAll(document, Documents.decided(), metadata)
                .await()
                .atMost(Duration.ofSeconds(5))
                .forEach(event -> published.put(event.type(), unsealed(event.payload())));
        DISPOSALS
                .encodeAll(document, List.of(Documents.answered()), metadata)
                .await()
                .atMost(Duration.ofSeconds(5))
                .forEach(event -> published.put(event.type(), event.payload()));
        return published;
    }

    /** What is sealed is another text each time. */
    private static String unsealed(String payload) {
        return payload.replaceAll("\"sealed\":\"[A-Za-z0-9_-]{40,}\"", "\"sealed\":\"AQ\"");
    }

    /** Another life of the same recording, whose audio never came. */
    private static List<RecordingEvent> abandoned() {
        List<RecordingEvent> life = new ArrayList<>();
        decide(life, register(notice()));
        decide(life, new AbandonUpload(NOW));
        return life.subList(1, 2);
    }

    /** Another life of the same recording, which a request restricted for a while. */
    private static List<RecordingEvent> restricted() {
        var request = UUID.fromString("019a0000-0000-7000-8000-000000000004");
        List<RecordingEvent> life = new ArrayList<>();
        decide(life, register(notice()));
        decide(life, new RestrictRecording(request, null, null, null, NOW));
        decide(life, new LiftRestriction(request, NOW));
        return life.subList(1, 3);
    }

    /** Another life of the same recording, of which the person ended something. */
    private static List<RecordingEvent> aside(QuarantineReason kind) {
        List<RecordingEvent> life = new ArrayList<>();
        decide(life, register(notice()));
        decide(life, new StoreRecording(audio(), NOW));
        decide(life, new HonourSubjectAct(new SubjectAct(id(12), kind, null, SAID), NOW));
        return life.subList(2, 3);
    }

    private static RecordingOptedOut optedOut() {
        OptOutOfRecording command =
                new OptOutOfRecording(
                        id(13),
                        requester(PROCESSOR, Role.DIALER),
                        permission(),
                        OptOut.Channel.KEY,
                        SAID,
                        NOW);
        return new OptOutDecider().decide(command, new CallOptOut(null)).getFirst();
    }

    private static Playback playback() {
        Instant from = Instant.parse("2026-11-24T10:04:20Z");
        return new Playback(
                id(14),
                id(5),
                PurposeCode.QUALITY,
                List.of(
                        new Part(
                                new Interval(60_000, 64_000),
                                from.plusSeconds(16),
                                from.plusSeconds(21),
                                Playback.End.CLIENT_GONE),
                        new Part(
                                new Interval(0, 12_500),
                                from,
                                from.plusSeconds(1),
                                Playback.End.FINISHED)),
                "5f2b8c1d9e0a4736b1c2d3e4f5061728");
    }

    private static void decide(List<RecordingEvent> life, RecordingCommand command) {
        RecordingDecider decider = new RecordingDecider(ZoneId.of("Europe/Paris"));
        Recording state = decider.replay(life);
        life.addAll(decider.decide(command, state));
    }

    private static ServedNotice notice() {
        return new ServedNotice(
                id(11),
                id(2),
                CONTROLLER,
                PROCESSOR,
                new SubjectId("0123456789abcdef0123456789abcdef"),
                "FR-ANNOUNCEMENT-1",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "fr",
                Instant.parse("2026-11-24T10:00:15Z"),
                new Answer(Word.YES, Instant.parse("2026-11-24T10:00:18Z")));
    }

    private static RecordingPermission permission() {
        return new RecordingPermission(
                id(2),
                id(3),
                CONTROLLER,
                PROCESSOR,
                new SubjectId("0123456789abcdef0123456789abcdef"),
                new PurposeCode("PROSPECTING_CALL"),
                "NOTICE_PLUS_OPTOUT",
                "FR-ANNOUNCEMENT-1",
                List.of(PurposeCode.QUALITY, PurposeCode.TRAINING),
                List.of(
                        kept(PurposeCode.QUALITY, LegalBasis.LEGITIMATE_INTEREST),
                        kept(PurposeCode.TRAINING, LegalBasis.CONSENT)),
                Instant.parse("2026-10-01T08:00:00Z"),
                false,
                OnRefusal.CONTINUE_UNRECORDED,
                DECIDED,
                DECIDED.plusSeconds(60),
                "fibre-autumn");
    }

    private static RecordingCommand register(@Nullable ServedNotice notice) {
        return new RegisterRecording(
                ID,
                permission(),
                notice,
                List.of(),
                requester(PROCESSOR, Role.RECORDER),
                Instant.parse("2026-11-24T10:00:20Z"),
                Instant.parse("2026-11-24T10:04:00Z"),
                NOW);
    }

    private static RecordingCommand listen(Requester requester) {
        return new RequestListening(
                ID, id(5), requester, PurposeCode.QUALITY, REASON, null, NOW.plusSeconds(300), NOW);
    }

    private static Requester requester(PartyId organisation, Role role) {
        return new Requester(ACTOR, organisation, Set.of(CONTROLLER), Set.of(role));
    }

    private static RetentionPreview kept(PurposeCode purpose, LegalBasis basis) {
        return new RetentionPreview(
                purpose, Period.ofMonths(6), RetentionPreview.RECORDING_ENDED, "AT_MOST", basis);
    }

    private static SealedAudio audio() {
        String sha256 =
                EventContract.of("io.temoin.recording.RecordingStored.v1")
                        .exampleNode()
                        .path("sha256")
                        .textValue();
        return new SealedAudio(352_044, sha256, "audio/wav", KEY);
    }

    private static String fingerprint() {
        return EventContract.of("io.temoin.recording.RecordingErased.v1")
                .exampleNode()
                .at("/evidence/keyFingerprint")
                .textValue();
    }

    private static UUID id(int number) {
        return UUID.fromString("01990000-0000-7000-8000-%012d".formatted(number));
    }
}
