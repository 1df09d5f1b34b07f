// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.CONSENT;
import static io.temoin.launcher.suite.ServiceName.RECORDING;

import io.temoin.launcher.suite.SuiteFolder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Steps 3 and 4: the audio is stored on two receipts, and heard with a purpose and a reason. */
final class RecordingChapter {

    private static final int RANGE_FIRST = 44;
    private static final int RANGE_LAST = 8235;

    private final Conversation conversation;
    private final Transcript transcript;
    private final DemoClock clock;
    private final AudioFolder disk;
    private final DemoCall audio = new DemoCall();

    RecordingChapter(
            Conversation conversation, Transcript transcript, DemoClock clock, SuiteFolder folder) {
        this.conversation = conversation;
        this.transcript = transcript;
        this.clock = clock;
        this.disk = new AudioFolder(folder);
    }

    Recording play(Call call) {
        var startedAt = clock.now().truncatedTo(ChronoUnit.MILLIS);
        // The call takes place.
        clock.advance(Duration.ofMinutes(1));
        var id = Uuid7.at(clock.now()).toString();
        transcript.step(3, "Nobody is recorded without being told; then the audio is stored");
        untold(call, id, startedAt);
        var notice = told(call, startedAt);
        refused(call, notice, id, startedAt);
        stored(call, notice, id, startedAt);
        transcript.step(4, "Nobody listens without a purpose and a reason");
        refusedListenings(id);
        heard(id);
        return new Recording(id, call);
    }

    /** The announcement of a call was played to its end. */
    private static Ask noticeServed(
            String controller,
            String decision,
            String subject,
            String announcement,
            String language,
            Instant servedAt) {
        return Ask.post(CONSENT, "/v1/notices-served")
                .as(Actor.DIALER)
                .json(
                        Fields.of(
                                "decision",
                                decision,
                                "controller",
                                controller,
                                "subject",
                                subject,
                                "notice",
                                announcement,
                                "language",
                                language,
                                "channel",
                                "VOICE",
                                "servedAt",
                                servedAt.toString(),
                                "outcome",
                                "SERVED"));
    }

    /** The same, of the call that was allowed with this answer. */
    static Ask noticeServed(String controller, Answer allowed, Instant servedAt) {
        return noticeServed(
                controller,
                allowed.text("/id"),
                allowed.text("/subject"),
                allowed.text("/recording/announcement/id"),
                allowed.text("/recording/announcement/language"),
                servedAt);
    }

    private void untold(Call call, String id, Instant startedAt) {
        transcript.note("The recorder uploads the call before anybody has told the person:");
        conversation
                .ask(upload(call, id, startedAt, Actor.RECORDER))
                .problem(403, "notice-not-served");
    }

    /** Returns the receipt of it. */
    private String told(Call call, Instant startedAt) {
        transcript.note("The dialer reports that the announcement was played to the end:");
        var served =
                conversation
                        .ask(
                                noticeServed(
                                                PermissionChapter.CONTROLLER,
                                                call.decision(),
                                                call.subject(),
                                                call.announcement(),
                                                call.language(),
                                                startedAt)
                                        .with("X-Correlation-Id", call.correlation()))
                        .status(201)
                        .field("/outcome", "SERVED");
        var notice = served.text("/receipt");
        transcript.line("NOTICE=" + notice);
        return notice;
    }

    private Ask upload(Call call, String notice, String id, Instant startedAt, Actor recorder) {
        return upload(call, id, startedAt, recorder).with("Notice-Receipt", notice, "$NOTICE");
    }

    private Ask upload(Call call, String id, Instant startedAt, Actor recorder) {
        return Ask.put(RECORDING, "/v1/recordings/" + id + "/audio")
                .as(recorder)
                .with("Call-Receipt", call.receipt(), "$RECEIPT")
                .with("X-Correlation-Id", call.correlation())
                .with("Recording-Started-At", startedAt.toString())
                .with("Recording-Ended-At", startedAt.plus(DemoCall.LENGTH).toString())
                .with("Content-Type", "audio/wav")
                .file(audio.bytes(), DemoCall.PATH);
    }

    private void refused(Call call, String notice, String id, Instant startedAt) {
        var upload = upload(call, notice, id, startedAt, Actor.RECORDER);
        transcript.note(
                "The recorder presents a receipt with one character of its signature changed:");
        var forged = forged(call.receipt());
        transcript.line("FORGED=" + forged);
        conversation
                .ask(upload.with("Call-Receipt", forged, "$FORGED"))
                .problem(403, "receipt-invalid");
        transcript.note("The recorder of another tenant presents the receipt:");
        conversation
                .ask(upload(call, notice, id, startedAt, Actor.RECORDER_BOREAL))
                .problem(403, "receipt-foreign");
        conversation
                .ask(upload.with("Content-Type", "text/plain"))
                .problem(415, "content-type-unsupported");
        disk.checkNothingOf(id);
    }

    private void stored(Call call, String notice, String id, Instant startedAt) {
        transcript.note("The recorder presents both receipts, unchanged:");
        var upload = upload(call, notice, id, startedAt, Actor.RECORDER);
        var stored =
                conversation
                        .ask(upload)
                        .status(201)
                        .field("/id", id)
                        .field("/length", Integer.toString(audio.length()))
                        .field("/sha256", audio.sha256())
                        .field("/subject", call.subject());
        transcript.note("The recorder sends the request again, as it would after a lost response:");
        var again = conversation.ask(upload);
        again.check(again.status() == 200 || again.status() == 201, "has status 200 or 201")
                .check(again.json().equals(stored.json()), "is the same as the first");
        disk.checkSealed(id, audio);
        // Its schedule is made meanwhile; from here on the order of events is the same in each
        // play.
        conversation.quietlyUntil(
                DispositionChapter.explanation(id),
                "says that the recording has a schedule",
                answer -> answer.status() == 200);
        transcript.proves(
                "No audio is accepted without a valid receipt issued to the same organisation, or"
                        + " before the person has been informed, and a refused upload leaves"
                        + " nothing on disk. Stored audio is encrypted with a key of its own: no file"
                        + " contains the unencrypted speech.");
    }

    /** Somebody asks to listen, with a purpose and a reason. */
    static Ask listening(String id, Actor actor) {
        return Ask.post(RECORDING, "/v1/recordings/" + id + "/listenings")
                .as(actor)
                .json(
                        Fields.of(
                                "purpose",
                                "QUALITY",
                                "reason",
                                Fields.of("code", "QUALITY_CAMPAIGN", "reference", "CMP-2026-48")));
    }

    private void refusedListenings(String id) {
        transcript.note("A quality analyst gives no reason:");
        conversation
                .ask(listening(id, Actor.QUENTIN).json(Map.of("purpose", "QUALITY")))
                .status(400);
        transcript.note("An agent asks:");
        conversation.ask(listening(id, Actor.AGATHE)).problem(403, "role-not-allowed");
        transcript.note("A supervisor of another tenant asks:");
        conversation.ask(listening(id, Actor.BORIS)).problem(404, "recording-unknown");
        transcript.note("The analyst requests the audio without a listening session:");
        conversation
                .ask(Ask.get(RECORDING, "/v1/recordings/" + id + "/audio").as(Actor.QUENTIN))
                .problem(403, "listening-token-missing");
    }

    private void heard(String id) {
        transcript.note("The analyst states a purpose and a reason:");
        var granted = conversation.ask(listening(id, Actor.QUENTIN)).status(201);
        granted.text("/until");
        var token = granted.text("/token");
        transcript.line("LISTENING=" + token);
        var audioOf = hear(id, token);
        conversation
                .ask(audioOf.with("Range", "bytes=%d-%d".formatted(RANGE_FIRST, RANGE_LAST)))
                .status(206)
                .header(
                        "Content-Range",
                        "bytes %d-%d/%d".formatted(RANGE_FIRST, RANGE_LAST, audio.length()))
                .bytes(audio.range(RANGE_FIRST, RANGE_LAST));
        var whole = conversation.ask(audioOf).status(200).bytes(audio.bytes());
        whole.check(
                whole.header("Cache-Control").contains("no-store"), "must not be stored by caches");
        transcript.note("Somebody else uses the token:");
        conversation.ask(hear(id, token, Actor.DIANE)).problem(403, "listening-token-invalid");
        transcript.proves(
                "Refusals are recorded just like grants. The token is short-lived and valid for"
                        + " one user and one recording, and is issued only after its event has"
                        + " been committed. The bytes served are those of the original file.");
    }

    /** The audio, asked for by the one the token was given to. */
    static Ask hear(String id, String token) {
        return hear(id, token, Actor.QUENTIN);
    }

    private static Ask hear(String id, String token, Actor actor) {
        return Ask.get(RECORDING, "/v1/recordings/" + id + "/audio")
                .as(actor)
                .with("Listening-Token", token, "$LISTENING");
    }

    /** The receipt with another first character in its signature. */
    private static String forged(String receipt) {
        var signature = receipt.lastIndexOf('.') + 1;
        var other = receipt.charAt(signature) == 'A' ? 'B' : 'A';
        return receipt.substring(0, signature) + other + receipt.substring(signature + 1);
    }
}
