// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static io.temoin.launcher.suite.ServiceName.RECORDING;
import static io.temoin.launcher.suite.ServiceName.RETENTION;
import static org.awaitility.Awaitility.await;

import io.temoin.launcher.suite.Suite;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

/**
 * A16, with the real services: of a person who asks for a restriction, no recording is heard and no
 * call is made for that controller until the rights desk has answered; then both go on.
 */
public final class RestrictedPlay {

    private final Suite suite;

    public RestrictedPlay(Suite suite) {
        this.suite = suite;
    }

    /** Asks for a restriction, and has it refused. */
    public void check() {
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            var clock = new DemoClock(conversation, suite.folder());
            clock.toNextMidMorning();
            var number = "+33199%06d".formatted(suite.folder().nextStoryCall());
            conversation.quietly(PermissionChapter.consent(number, clock)).status(201);
            var decision =
                    conversation
                            .quietly(PermissionChapter.decision(Actor.DIALER, number))
                            .status(201)
                            .field("/verdict", "ALLOW");
            var recording =
                    new QuietCall(conversation, clock)
                            .store(PermissionChapter.CONTROLLER, decision);
            conversation.quietly(RecordingChapter.listening(recording, Actor.QUENTIN)).status(201);

            var request = asked(conversation, number);
            awaitCallsDenied(conversation, number, true);
            refused(conversation, recording);
            refuse(conversation, request, "MANIFESTLY_UNFOUNDED");
            awaitCallsDenied(conversation, number, false);
            awaitRestricted(conversation, recording, false);
            conversation.quietly(RecordingChapter.listening(recording, Actor.QUENTIN)).status(201);
        }
    }

    /** Each question is one of its own: repeated under its key it has the answer that it had. */
    private static void awaitCallsDenied(
            Conversation conversation, String number, boolean restricted) {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                conversation
                                        .quietly(PermissionChapter.decision(Actor.DIALER, number))
                                        .status(201)
                                        .texts("/reasons", "/code")
                                        .contains("RESTRICTED"),
                        answer -> answer == restricted);
    }

    /** Looks at the recording until it is restricted: to ask for it again and again has a limit. */
    private static void refused(Conversation conversation, String recording) {
        awaitRestricted(conversation, recording, true);
        conversation
                .quietly(RecordingChapter.listening(recording, Actor.QUENTIN))
                .status(403)
                .field("/type", "urn:problem:temoin:restricted");
        conversation.quietlyUntil(
                Ask.get(AUDIT, "/v1/entries?action=LISTENING_REFUSED&recording=" + recording)
                        .as(Actor.DIANE),
                "has the refusal in the trail",
                answer -> answer.body().contains("RESTRICTED"));
    }

    private static void awaitRestricted(
            Conversation conversation, String recording, boolean restricted) {
        conversation.quietlyUntil(
                Ask.get(RECORDING, "/v1/recordings/" + recording).as(Actor.DIANE),
                restricted ? "is restricted" : "is restricted no more",
                answer ->
                        answer.status() == 200
                                && answer.json().at("/restricted").asBoolean() == restricted);
    }

    private static void refuse(Conversation conversation, String request, String ground) {
        conversation
                .quietly(
                        Ask.post(RETENTION, "/v1/requests/" + request + "/refusals")
                                .as(Actor.DIANE)
                                .json(Map.of("ground", ground)))
                .status(201)
                .field("/outcome/complaint/name", "CNIL");
    }

    /** About everything of the person. */
    private static String asked(Conversation conversation, String number) {
        return conversation
                .quietly(
                        Ask.post(RETENTION, "/v1/requests")
                                .as(Actor.DIANE)
                                .json(
                                        Fields.of(
                                                "type",
                                                "RESTRICTION",
                                                "way",
                                                "LETTER",
                                                "about",
                                                Fields.of(
                                                        "number",
                                                        number,
                                                        "controller",
                                                        PermissionChapter.CONTROLLER))))
                .status(201)
                .text("/id");
    }
}
