// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.CONSENT;
import static io.temoin.launcher.suite.ServiceName.RETENTION;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Step 10: an insurance sale is kept for two years because it was signed (R.112-7). */
final class InsuranceChapter {

    static final String CONTROLLER = "loire-assurance";
    static final String OFFER = "home-insurance";

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final Conversation conversation;
    private final Transcript transcript;
    private final DemoClock clock;

    InsuranceChapter(Conversation conversation, Transcript transcript, DemoClock clock) {
        this.conversation = conversation;
        this.transcript = transcript;
        this.clock = clock;
    }

    /** Returns the id of the recording that is kept. */
    String play(String number) {
        clock.toNextMidMorning();
        transcript.step(10, "An insurance sale is kept because it was signed");
        conversation.quietly(consent(number)).status(201);
        var allowed = allowed(number);
        var recording = new QuietCall(conversation, clock).store(CONTROLLER, allowed);
        unsigned(recording);
        signed(recording, allowed.text("/id"));
        transcript.proves(
                "The person was told two periods, and the one that applies is kept: a month"
                        + " without a contract, two years with one. Nothing shortens the two years:"
                        + " a statutory minimum outranks the end of every purpose.");
        return recording;
    }

    private Ask consent(String number) {
        return new WebConsent(
                        Actor.BUSINESS_LOIRE,
                        CONTROLLER,
                        "voix-du-rhone",
                        OFFER,
                        "form-2026-11/0815")
                .given(number, clock.aMomentAgo());
    }

    private Answer allowed(String number) {
        transcript.note(
                "Another controller of the same call centre sells insurance. The law orders such"
                        + " calls recorded, and for how long:");
        var allowed =
                conversation
                        .ask(
                                Ask.post(CONSENT, "/v1/call-decisions")
                                        .as(Actor.DIALER)
                                        .json(
                                                Fields.of(
                                                        "controller",
                                                        CONTROLLER,
                                                        "number",
                                                        number,
                                                        "purpose",
                                                        "PROSPECTING_CALL",
                                                        "offer",
                                                        OFFER,
                                                        "sector",
                                                        "INSURANCE")))
                        .status(201)
                        .field("/verdict", "ALLOW")
                        .field("/recording/mode", "MANDATORY");
        allowed.check(
                allowed.texts("/recording/retention", "/keepFor")
                        .containsAll(List.of("P2Y", "P1M")),
                "announces two years with a contract, and a month without");
        return allowed;
    }

    private void unsigned(String recording) {
        transcript.note(
                "The call is announced and recorded. Nothing is signed yet, so the recording goes"
                        + " in a month, as the insurer's data protection officer sees:");
        conversation
                .askUntil(
                        explanation(recording),
                        "says that the recording has a schedule",
                        answer -> answer.status() == 200)
                .field("/state", "SCHEDULED");
    }

    private void signed(String recording, String decision) {
        transcript.note("The insurer's system reports that the contract is signed:");
        clock.advance(Duration.ofMinutes(20));
        conversation
                .ask(
                        Ask.post(RETENTION, "/v1/business-events")
                                .as(Actor.BUSINESS_LOIRE)
                                .json(
                                        Fields.of(
                                                "event",
                                                "CONTRACT_SIGNED",
                                                "at",
                                                clock.aMomentAgo(),
                                                "decision",
                                                decision,
                                                "controller",
                                                CONTROLLER)))
                .status(201);
        var twoYears = LocalDate.ofInstant(clock.now(), PARIS).plusYears(2);
        transcript.note("Now it must be kept for two years, and not a day longer:");
        var kept =
                conversation.askUntil(
                        explanation(recording),
                        "takes the signature into account",
                        answer ->
                                answer.texts("/because", "/rule").contains("STATUTORY_MINIMUM")
                                        && !answer.json().at("/dueOn").isMissingNode());
        kept.status(200).field("/dueOn", twoYears.toString());
    }

    private static Ask explanation(String recording) {
        return Ask.get(RETENTION, "/v1/items/" + recording + "/explanation").as(Actor.LEA);
    }
}
