// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.CONSENT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Steps 1 and 2: no call without consent, and a signed receipt with it. */
final class PermissionChapter {

    static final String CONTROLLER = "rhone-telecom";

    // From 10:40 to 13:30, when people in France may not be called.
    private static final Duration UNTIL_LUNCH = Duration.ofMinutes(170);

    private final Conversation conversation;
    private final Transcript transcript;
    private final DemoClock clock;

    PermissionChapter(Conversation conversation, Transcript transcript, DemoClock clock) {
        this.conversation = conversation;
        this.transcript = transcript;
        this.clock = clock;
    }

    Call play(String number) {
        transcript.step(1, "A dialer asks before it dials, and no consent is known");
        denied(number);
        clock.advance(Duration.ofMinutes(10));
        transcript.step(2, "Consent is collected, and the next decision allows the call");
        var consent = collect(number);
        clock.advance(UNTIL_LUNCH);
        clock.past(closed(number));
        return allowed(number, consent);
    }

    /** The question a dialer asks before each call. */
    static Ask decision(Actor dialer, String number) {
        return Ask.post(CONSENT, "/v1/call-decisions")
                .as(dialer)
                .json(
                        Fields.of(
                                "controller",
                                CONTROLLER,
                                "number",
                                number,
                                "purpose",
                                "PROSPECTING_CALL",
                                "offer",
                                "fibre"));
    }

    private void denied(String number) {
        var question = decision(Actor.DIALER, number);
        var denied =
                conversation
                        .ask(question)
                        .status(201)
                        .field("/verdict", "DENY")
                        .field("/ruleSets/0/id", "FR-2026")
                        .absent("/nextAllowedAt")
                        .absent("/receipt")
                        .absent("/recording");
        denied.text("/ruleSets/0/version");
        denied.check(
                denied.texts("/reasons", "/code").equals(List.of("NO_CONSENT")),
                "has the one reason NO_CONSENT");
        transcript.note("The response is lost, and the dialer asks again with the same key:");
        conversation
                .ask(question)
                .status(201)
                .header("Idempotent-Replay", "true")
                .field("/id", denied.text("/id"));
        transcript.proves(
                "A refusal states its reason, the rule and the version of the rule, and is"
                        + " recorded as an event. A lost response does no harm.");
    }

    private String collect(String number) {
        var collected =
                conversation
                        .ask(consent(number, clock))
                        .status(201)
                        .field("/state", "GIVEN")
                        .field("/controller", CONTROLLER);
        collected.text("/validUntil");
        collected.text("/receipt");
        return collected.text("/id");
    }

    /** Returns from when on people may be called again. */
    private Instant closed(String number) {
        transcript.note(
                "The dialer asks at 1:30 p.m. in the person's local time, outside the calling"
                        + " hours:");
        var closed =
                conversation
                        .ask(decision(Actor.DIALER, number))
                        .status(201)
                        .field("/verdict", "DENY")
                        .field("/reasons/0/source", "C. conso. D223-9");
        closed.check(
                closed.texts("/reasons", "/code").equals(List.of("OUTSIDE_HOURS")),
                "has the one reason OUTSIDE_HOURS");
        var next = Instant.parse(closed.text("/nextAllowedAt"));
        transcript.note(
                "The demo clock is set forward to just after the time in nextAllowedAt, and the"
                        + " dialer asks again:");
        return next;
    }

    private Call allowed(String number, String consent) {
        var correlation = UUID.randomUUID().toString();
        var allowed =
                conversation
                        .ask(decision(Actor.DIALER, number).with("X-Correlation-Id", correlation))
                        .status(201)
                        .field("/verdict", "ALLOW");
        allowed.text("/startBy");
        allowed.text("/recording/mode");
        allowed.text("/recording/announcement/id");
        allowed.text("/recording/announcement/text");
        allowed.text("/recording/retention/0/keepFor");
        var receipt = allowed.text("/receipt");
        transcript.line("RECEIPT=" + receipt);
        conversation.ask(Ask.get(CONSENT, "/v1/keys")).status(200).field("/keys/0/kty", "OKP");
        transcript.proves(
                "The decision states how the call may be recorded, what the person hears, and how"
                        + " long the recording will be kept. Its receipt is signed (Ed25519);"
                        + " anyone with the published keys can verify it independently.");
        return new Call(
                number,
                allowed.text("/subject"),
                allowed.text("/id"),
                consent,
                receipt,
                correlation,
                StreamSupport.stream(allowed.json().at("/recording/purposes").spliterator(), false)
                        .map(purpose -> purpose.asText())
                        .toList(),
                allowed.text("/recording/announcement/id"),
                allowed.text("/recording/announcement/language"));
    }

    /** A consent as the controller's web form collects it. */
    static Ask consent(String number, DemoClock clock) {
        return consent(Actor.BUSINESS, CONTROLLER, "voix-du-rhone", number, clock);
    }

    /** The same, that a centre may call for a controller. */
    static Ask consent(
            Actor by, String controller, String processor, String number, DemoClock clock) {
        return new WebConsent(by, controller, processor, "fibre", "form-2026-09/4711")
                .given(number, clock.aMomentAgo());
    }
}
