// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;

import io.temoin.launcher.suite.WitnessProcess;

/** Step 9: somebody outside has signed what the trail says. */
final class WitnessChapter {

    private static final String COSIGNED = "— " + WitnessProcess.NAME + " ";

    private final Conversation conversation;
    private final Transcript transcript;
    private final Enrolment enrolment;

    WitnessChapter(Conversation conversation, Transcript transcript, Enrolment enrolment) {
        this.conversation = conversation;
        this.transcript = transcript;
        this.enrolment = enrolment;
    }

    /** As soon as the tenant has a log, the operator tells the witness of it. */
    void enrol() {
        conversation.quietlyUntil(
                Ask.get(AUDIT, "/v1/logs").as(Actor.DIANE),
                "lists a log",
                answer -> !answer.json().path("items").isEmpty());
        enrolment.tell();
    }

    /** Step 9. */
    void play(Recording recording) {
        transcript.step(9, "A witness has signed the log");
        enrolment.tell();
        var newest =
                conversation
                        .quietly(
                                Ask.get(
                                                AUDIT,
                                                "/v1/entries?looks=false&limit=200&subject="
                                                        + recording.call().subject())
                                        .as(Actor.DIANE))
                        .status(200)
                        .texts("/items", "/id")
                        .getLast();
        var proof =
                conversation.quietlyUntil(
                        Ask.get(AUDIT, "/v1/entries/" + newest + "/proof").as(Actor.DIANE),
                        "is under a checkpoint that the witness has cosigned",
                        answer -> answer.status() == 200 && answer.body().contains(COSIGNED));
        transcript.note(
                "A witness watches the log that proves the trail. In a real installation, somebody"
                        + " else runs it. Anyone who knows the address of the log can fetch its"
                        + " latest checkpoint:");
        conversation.askUntil(
                Ask.get(AUDIT, "/v1/logs/" + log(proof.body()) + "/checkpoint"),
                "has the witness's cosignature",
                answer -> answer.body().contains(COSIGNED));
        transcript.proves(
                "The witness signs only checkpoints that are consistent with those it signed"
                        + " before. If an entry of this story is later changed, removed or"
                        + " inserted, it contradicts that signature, and anyone with the witness's"
                        + " key can detect it independently.");
    }

    /** The id of the log, from the name in the proof's checkpoint: the line after the gap. */
    private static String log(String proof) {
        var origin = proof.substring(proof.indexOf("\n\n") + 2).lines().findFirst().orElseThrow();
        return origin.substring(origin.lastIndexOf('/') + 1);
    }
}
