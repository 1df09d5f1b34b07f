// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static io.temoin.launcher.suite.ServiceName.CONSENT;
import static io.temoin.launcher.suite.ServiceName.RETENTION;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Step 11: the person who bought the insurance asks for a copy of everything, and then for erasure.
 * What the law keeps stays, and the rest goes with a certificate.
 */
final class RightsChapter {

    private static final List<String> SERVICES =
            List.of("CONSENT", "RECORDING", "RETENTION", "AUDIT");

    private final Conversation conversation;
    private final Transcript transcript;
    private final DemoClock clock;
    private final AudioFolder disk;

    RightsChapter(
            Conversation conversation, Transcript transcript, DemoClock clock, AudioFolder disk) {
        this.conversation = conversation;
        this.transcript = transcript;
        this.clock = clock;
        this.disk = disk;
    }

    /** {@code signed} is the recording of the sale that was signed on that number. */
    void play(String number, String signed) {
        clock.toNextMidMorning();
        var second = secondCall(number);
        transcript.step(11, "The same person asks for everything, and then for erasure");
        copied(number);
        var request = asked("ERASURE", number);
        firstLook(request);
        erased(request);
        proven(number, signed, second);
        transcript.proves(
                "One request reaches every service, and each thing has its own answer: what no law"
                        + " keeps is destroyed with its key, and certified; what a law keeps is"
                        + " named with its text and its last day. The fingerprint that keeps the"
                        + " person from being called survives.");
    }

    /** No contract comes of this one. */
    private String secondCall(String number) {
        var allowed =
                conversation
                        .quietly(
                                Ask.post(CONSENT, "/v1/call-decisions")
                                        .as(Actor.DIALER)
                                        .json(
                                                Fields.of(
                                                        "controller",
                                                        InsuranceChapter.CONTROLLER,
                                                        "number",
                                                        number,
                                                        "purpose",
                                                        "PROSPECTING_CALL",
                                                        "offer",
                                                        InsuranceChapter.OFFER)))
                        .status(201)
                        .field("/verdict", "ALLOW");
        var recording =
                new QuietCall(conversation, clock).store(InsuranceChapter.CONTROLLER, allowed);
        conversation.quietlyUntil(
                explanation(recording),
                "has a schedule for the second call",
                answer -> answer.status() == 200);
        return recording;
    }

    private String asked(String type, String number) {
        clock.advance(Duration.ofMinutes(10));
        return conversation
                .ask(OralRequest.of(clock, type, number, InsuranceChapter.CONTROLLER))
                .status(201)
                .field("/type", type)
                .text("/id");
    }

    private void copied(String number) {
        transcript.note(
                "There was a second call, of which no contract came. On the phone, the person asks"
                        + " an agent for a copy of everything that the insurer holds:");
        var request = asked("ACCESS", number);
        received(request);
        transcript.note("The insurer's data protection officer orders it:");
        var ordered =
                conversation
                        .ask(
                                Ask.post(RETENTION, "/v1/requests/" + request + "/packages")
                                        .as(Actor.LEA)
                                        .json(Fields.of("otherVoices", "INCLUDED")))
                        .status(201);
        var id = ordered.text("/id");
        var ready =
                conversation.askUntil(
                        Ask.get(RETENTION, "/v1/packages/" + id).as(Actor.LEA),
                        "is ready",
                        answer -> "READY".equals(answer.json().at("/state").asText()));
        ready.field("/complete", "true");
        transcript.note(
                "The person gets the token in a message, and the passphrase on another way:");
        var link =
                conversation
                        .ask(
                                Ask.post(RETENTION, "/v1/packages/" + id + "/links")
                                        .as(Actor.LEA)
                                        .json(Map.of()))
                        .status(201);
        transcript.line("PACKAGE_TOKEN=" + link.text("/token"));
        var file =
                conversation
                        .ask(
                                Ask.get(RETENTION, "/v1/packages/" + id + "/content")
                                        .with(
                                                "Package-Token",
                                                link.text("/token"),
                                                "$PACKAGE_TOKEN"))
                        .status(200);
        file.check(file.bytes().length > 0, "is a file");
        transcript.note(
                "With -o package.zip instead of -i, curl keeps it. It opens with the passphrase in"
                        + " any program for AES zip files, and temoin-verify verify-package says of"
                        + " the files whether they are all there and unchanged. The request is"
                        + " answered:");
        SERVICES.forEach(service -> done(request, service));
        answered(request, SERVICES.stream().map(RightsChapter::granted));
    }

    /** Nobody outside the insurer has the data of this person. */
    private void received(String request) {
        conversation
                .quietly(
                        Ask.post(RETENTION, "/v1/requests/" + request + "/recipients")
                                .as(Actor.LEA)
                                .json(Fields.of("recipients", List.of())))
                .status(201);
    }

    private void done(String request, String service) {
        conversation
                .quietly(
                        Ask.post(
                                        RETENTION,
                                        "/v1/requests/"
                                                + request
                                                + "/tasks/"
                                                + service
                                                + "/completions")
                                .as(Actor.LEA)
                                .json(Fields.of("result", "DONE")))
                .status(201);
    }

    private static Map<String, Object> granted(String service) {
        return Fields.of("service", service, "outcome", "GRANTED");
    }

    private void answered(String request, Stream<Map<String, Object>> parts) {
        conversation
                .ask(
                        Ask.post(RETENTION, "/v1/requests/" + request + "/answers")
                                .as(Actor.LEA)
                                .json(Fields.of("parts", parts.toList())))
                .status(201)
                .field("/state", "ANSWERED");
    }

    private void firstLook(String request) {
        transcript.note("What the erasure would do, before anybody decides it:");
        conversation
                .askUntil(
                        erasure(request),
                        "knows what goes and what stays",
                        answer ->
                                answer.texts("/going", "/kind").contains("RECORDING")
                                        && answer.texts("/kept", "/kind").contains("RECORDING"))
                .field("/state", "UNDECIDED");
    }

    private void erased(String request) {
        transcript.note("It is decided, and carried out in every service; the trail comes last:");
        conversation
                .ask(
                        Ask.post(RETENTION, "/v1/requests/" + request + "/erasures")
                                .as(Actor.LEA)
                                .json(Fields.of("ground", "CONSENT_WITHDRAWN")))
                .status(201);
        conversation
                .askUntil(
                        erasure(request),
                        "is complete",
                        answer -> "COMPLETE".equals(answer.json().at("/state").asText()))
                .status(200);
    }

    private void proven(String number, String signed, String second) {
        transcript.note("The second recording is destroyed, and its file with it:");
        conversation.ask(explanation(second)).status(200).field("/state", "DISPOSED");
        disk.checkNothingOf(second);
        transcript.note("The sale stays for its two years:");
        var kept = conversation.ask(explanation(signed)).status(200);
        kept.text("/dueOn");
        kept.check(
                kept.texts("/because", "/rule").contains("STATUTORY_MINIMUM"),
                "is kept by a statutory minimum");
        transcript.note("Nobody calls the person for the insurer any more:");
        conversation
                .ask(
                        Ask.post(CONSENT, "/v1/call-decisions")
                                .as(Actor.DIALER)
                                .json(
                                        Fields.of(
                                                "controller",
                                                InsuranceChapter.CONTROLLER,
                                                "number",
                                                number,
                                                "purpose",
                                                "PROSPECTING_CALL",
                                                "offer",
                                                InsuranceChapter.OFFER)))
                .status(201)
                .field("/verdict", "DENY");
        transcript.note(
                "The certificate of the destruction, for temoin-verify verify-certificate:");
        signed(second);
        conversation
                .ask(
                        Ask.post(AUDIT, "/v1/certificates/search")
                                .as(Actor.LEA)
                                .json(Fields.of("recording", second)))
                .status(200);
    }

    /** Asked before, the certificate would have to be asked for again, and that is limited. */
    private void signed(String recording) {
        var confirmed =
                conversation.quietlyUntil(
                        Ask.get(
                                        AUDIT,
                                        "/v1/entries?action=DISPOSITION_CONFIRMED&recording="
                                                + recording)
                                .as(Actor.LEA),
                        "has the destruction in the trail",
                        answer -> !answer.json().at("/items/0").isMissingNode());
        conversation.quietlyUntil(
                Ask.get(AUDIT, "/v1/entries/" + confirmed.text("/items/0/id") + "/proof")
                        .as(Actor.LEA),
                "proves the destruction",
                answer -> answer.status() == 200);
    }

    private static Ask erasure(String request) {
        return Ask.get(RETENTION, "/v1/requests/" + request + "/erasure").as(Actor.LEA);
    }

    private static Ask explanation(String recording) {
        return Ask.get(RETENTION, "/v1/items/" + recording + "/explanation").as(Actor.LEA);
    }
}
