// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.RECORDING;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A call that was allowed, announced, recorded and stored, without a word in the transcript. */
final class QuietCall {

    private final Conversation conversation;
    private final DemoClock clock;
    private final DemoCall audio = new DemoCall();

    QuietCall(Conversation conversation, DemoClock clock) {
        this.conversation = conversation;
        this.clock = clock;
    }

    /** Returns the id of the recording. */
    String store(String controller, Answer allowed) {
        Instant startedAt = clock.now().truncatedTo(ChronoUnit.MILLIS);
        clock.advance(Duration.ofMinutes(1));
        var notice =
                conversation
                        .quietly(RecordingChapter.noticeServed(controller, allowed, startedAt))
                        .status(201)
                        .text("/receipt");
        var id = Uuid7.at(clock.now()).toString();
        conversation
                .quietly(
                        Ask.put(RECORDING, "/v1/recordings/" + id + "/audio")
                                .as(Actor.RECORDER)
                                .with("Call-Receipt", allowed.text("/receipt"))
                                .with("Notice-Receipt", notice)
                                .with("Recording-Started-At", startedAt.toString())
                                .with(
                                        "Recording-Ended-At",
                                        startedAt.plus(DemoCall.LENGTH).toString())
                                .with("Content-Type", "audio/wav")
                                .file(audio.bytes(), DemoCall.PATH))
                .status(201);
        return id;
    }
}
