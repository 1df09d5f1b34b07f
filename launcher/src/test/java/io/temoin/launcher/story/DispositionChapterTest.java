// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.story.Scripted.Said;
import io.temoin.launcher.story.Scripted.SentRequest;
import io.temoin.launcher.suite.SuiteFolder;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispositionChapterTest {

    private static final String RECORDING = UUID.randomUUID().toString();

    private static final Call CALL =
            new Call(
                    "+33199000001",
                    "a-person",
                    UUID.randomUUID().toString(),
                    UUID.randomUUID().toString(),
                    "a-receipt",
                    UUID.randomUUID().toString(),
                    List.of("QUALITY"),
                    "an-announcement",
                    "fr");

    @TempDir Path data;

    /** What the recording of the story is kept for. */
    private volatile String rule = "QUALITY_PERIOD";

    private volatile boolean ordered;

    /** Others are due, too, on a suite that has been used. */
    @Test
    void endsItsOwnRecordingWhateverElseIsDue() throws Exception {
        try (var suite = new Scripted(this::answer);
                var http = HttpClient.newHttpClient()) {
            var folder = new SuiteFolder(data);
            var transcript = new Transcript(_ -> {});
            var conversation = new Conversation(http, suite.state(), transcript);

            new DispositionChapter(
                            conversation, transcript, new DemoClock(conversation, folder), folder)
                    .play(new Recording(RECORDING, CALL));

            assertThat(transcript.text()).contains("\"ordered\" : 3", "\"DISPOSED\"");
        }
    }

    private Said answer(SentRequest asked) {
        String path = asked.path();
        if (path.endsWith("/explanation")) {
            return Said.of(
                    200,
                    Map.of(
                            "state",
                            ordered ? "DISPOSED" : "SCHEDULED",
                            "dueOn",
                            "2027-01-01",
                            "because",
                            List.of(Map.of("rule", rule))));
        }
        if (path.endsWith("/listenings")) {
            return Said.of(201, Map.of("token", "a-token-of-more-than-24-characters"));
        }
        if (path.endsWith("/fulfilment")) {
            rule = "PURPOSE_FULFILLED";
            return Said.of(
                    201,
                    Map.of(
                            "recording", RECORDING,
                            "purpose", "QUALITY",
                            "fulfilledAt", "2026-11-27T12:00:00Z"));
        }
        if (path.endsWith("/disposition-runs")) {
            ordered = true;
            return Said.of(
                    201, Map.of("id", UUID.randomUUID().toString(), "dueItems", 3, "ordered", 3));
        }
        if (path.endsWith("/audio")) {
            return Said.of(410, Map.of("type", "urn:problem:temoin:recording-erased"));
        }
        return Said.of(200, Map.of("state", ordered ? "ERASED" : "STORED"));
    }
}
