// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.RECORDING;
import static io.temoin.launcher.suite.ServiceName.RETENTION;

import io.temoin.launcher.suite.SuiteFolder;

/** Step 6: the purpose is fulfilled, so the recording goes, and the destruction is proven. */
final class DispositionChapter {

    private final Conversation conversation;
    private final Transcript transcript;
    private final DemoClock clock;
    private final AudioFolder disk;

    DispositionChapter(
            Conversation conversation, Transcript transcript, DemoClock clock, SuiteFolder folder) {
        this.conversation = conversation;
        this.transcript = transcript;
        this.clock = clock;
        this.disk = new AudioFolder(folder);
    }

    void play(Recording recording) {
        transcript.step(6, "The purposes are fulfilled: the recording and its key are destroyed");
        var midnight = clock.toTheEveOfMidnight();
        kept(recording);
        var token = lastListening(recording);
        fulfilled(recording);
        transcript.note("The demo clock is set past midnight, and what is now due is destroyed:");
        clock.past(midnight);
        conversation
                .ask(Ask.post(RETENTION, "/v1/disposition-runs").as(Actor.ADELE))
                .status(201); // whatever else was due: this recording is looked at below
        transcript.note(
                "The listening session has not expired, but there is nothing left to play:");
        // Asked before, it might still be heard, and that would be an entry.
        conversation.quietlyUntil(
                Ask.get(RECORDING, "/v1/recordings/" + recording.id()).as(Actor.DIANE),
                "says that the recording is erased",
                answer -> "ERASED".equals(answer.json().at("/state").asText()));
        conversation
                .ask(RecordingChapter.hear(recording.id(), token))
                .problem(410, "recording-erased");
        disk.checkNothingOf(recording.id());
        conversation
                .askUntil(
                        explanation(recording.id()),
                        "shows the confirmed disposition",
                        answer -> "DISPOSED".equals(answer.json().at("/state").asText()))
                .status(200);
        transcript.proves(
                "The retention service decides by rule and date, and explains why. The recording"
                        + " service destroys the key, then the data, and only then confirms it."
                        + " Neither the recording remains nor a key that could decrypt a copy of"
                        + " it.");
    }

    private void kept(Recording recording) {
        transcript.note("First, why the recording is kept, and until when:");
        var kept =
                conversation
                        .ask(explanation(recording.id()))
                        .status(200)
                        .field("/state", "SCHEDULED");
        kept.text("/dueOn");
        kept.text("/because/0/rule");
    }

    private String lastListening(Recording recording) {
        transcript.note("Shortly before midnight, another listening session is granted:");
        var token =
                conversation
                        .ask(RecordingChapter.listening(recording.id(), Actor.QUENTIN))
                        .status(201)
                        .text("/token");
        transcript.line("LISTENING=" + token);
        return token;
    }

    private void fulfilled(Recording recording) {
        for (var purpose : recording.call().purposes()) {
            transcript.note("The controller's system reports that " + purpose + " is fulfilled:");
            conversation
                    .ask(
                            Ask.post(
                                            RECORDING,
                                            recording.path()
                                                    + "/purposes/"
                                                    + purpose
                                                    + "/fulfilment")
                                    .as(Actor.BUSINESS))
                    .status(201)
                    .field("/recording", recording.id())
                    .field("/purpose", purpose)
                    .text("/fulfilledAt");
        }
        conversation
                .askUntil(
                        explanation(recording.id()),
                        "takes the fulfilment into account",
                        answer ->
                                answer.texts("/because", "/rule").stream()
                                        .allMatch("PURPOSE_FULFILLED"::equals))
                .field("/state", "SCHEDULED");
    }

    /** Why the recording is kept, and until when. */
    static Ask explanation(String recording) {
        return Ask.get(RETENTION, "/v1/items/" + recording + "/explanation").as(Actor.DIANE);
    }
}
