// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.CONSENT;

import java.util.List;

/** Step 7: the person says stop, and every processor of the controller stops at once. */
final class ObjectionChapter {

    private final Conversation conversation;
    private final Transcript transcript;
    private final DemoClock clock;

    ObjectionChapter(Conversation conversation, Transcript transcript, DemoClock clock) {
        this.conversation = conversation;
        this.transcript = transcript;
        this.clock = clock;
    }

    void play(Call call) {
        clock.toNextMidMorning();
        transcript.step(7, "The person objects");
        conversation
                .ask(objection(call.number(), clock))
                .status(201)
                .field("/subject", call.subject())
                .text("/effectiveAt");
        transcript.note("The same call centre asks again immediately:");
        var same = refused(Actor.DIALER, call);
        same.check(
                same.texts("/reasons", "/code").equals(List.of("MARKETING_OBJECTION")),
                "has the one reason MARKETING_OBJECTION");
        transcript.note("Another call centre that calls for the same controller:");
        refused(Actor.DIALER_ATLAS, call).field("/reasons/0/code", "MARKETING_OBJECTION");
        transcript.proves(
                "An objection takes effect as soon as it is made, for the controller and everyone"
                        + " who calls for it, regardless of any earlier consent.");
    }

    /** The person says it to an agent, who records it. */
    static Ask objection(String number, DemoClock clock) {
        return Ask.post(CONSENT, "/v1/objections")
                .as(Actor.AGATHE)
                .json(
                        Fields.of(
                                "controller",
                                PermissionChapter.CONTROLLER,
                                "number",
                                number,
                                "kind",
                                "MARKETING",
                                "channel",
                                "VOICE",
                                "statedAt",
                                clock.aMomentAgo()));
    }

    private Answer refused(Actor dialer, Call call) {
        return conversation
                .ask(PermissionChapter.decision(dialer, call.number()))
                .status(201)
                .field("/verdict", "DENY")
                .absent("/receipt");
    }
}
