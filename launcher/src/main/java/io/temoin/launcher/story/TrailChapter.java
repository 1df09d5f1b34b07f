// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Steps 5 and 8: who did what, why, how, when and from which workstation. */
final class TrailChapter {

    private static final List<String> UNTIL_HEARD =
            List.of(
                    "CONSENT_GIVEN",
                    "CALL_ALLOWED",
                    "RECORDING_REFUSED",
                    "NOTICE_SERVED",
                    "RECORDING_REGISTERED",
                    "RECORDING_STORED",
                    "ITEM_RETAINED",
                    "DISPOSITION_SCHEDULED",
                    "LISTENING_REFUSED",
                    "LISTENING_GRANTED",
                    "PLAYBACK_RECORDED");
    private static final List<String> WHOLE_LIFE =
            List.of(
                    "CALL_REFUSED",
                    "CONSENT_GIVEN",
                    "CALL_REFUSED",
                    "CALL_ALLOWED",
                    "RECORDING_REFUSED",
                    "NOTICE_SERVED",
                    "RECORDING_REGISTERED",
                    "RECORDING_STORED",
                    "ITEM_RETAINED",
                    "DISPOSITION_SCHEDULED",
                    "LISTENING_REFUSED",
                    "LISTENING_GRANTED",
                    "PLAYBACK_RECORDED",
                    "LISTENING_GRANTED",
                    "PURPOSE_FULFILLED",
                    "PURPOSE_END_NOTED",
                    "DISPOSITION_SCHEDULED",
                    "DISPOSITION_ORDERED",
                    "RECORDING_ERASED",
                    "DISPOSITION_CONFIRMED",
                    "OBJECTION_RECORDED",
                    "CALL_REFUSED",
                    "CALL_REFUSED");
    private static final int PAGE = 7;

    /** Each question of the story is an entry too, and how often it has to ask is chance. */
    private static final String WITHOUT_LOOKS = "&looks=false";

    private final Conversation conversation;
    private final Transcript transcript;

    TrailChapter(Conversation conversation, Transcript transcript) {
        this.conversation = conversation;
        this.transcript = transcript;
    }

    /** Step 5. */
    void whoHeardIt(Recording recording) {
        transcript.step(5, "The data protection officer asks who did what");
        var about = entries("recording=" + recording.id() + WITHOUT_LOOKS);
        var trail =
                conversation.askUntil(
                        about,
                        "tells " + UNTIL_HEARD,
                        answer -> actions(answer).equals(UNTIL_HEARD));
        table(items(trail));
        var granted = items(trail).get(UNTIL_HEARD.indexOf("LISTENING_GRANTED"));
        checkGranted(trail, recording, granted);
        narrowed(recording, granted);
        elsewhere(recording);
        transcript.proves(
                "Each entry shows who did what, when, how, why and from where. One id connects the"
                        + " entries of all services. A refusal is visible to the tenant that made"
                        + " the attempt, and to no other.");
    }

    /** Step 8. */
    void wholeLife(Recording recording) {
        transcript.step(8, "The complete history of the call, in order");
        var about = "subject=" + recording.call().subject() + WITHOUT_LOOKS;
        conversation.quietlyUntil(
                entries(about),
                "shows the complete history " + WHOLE_LIFE,
                answer -> actions(answer).equals(WHOLE_LIFE));
        transcript.note("The data protection officer reads it in pages of " + PAGE + ":");
        var all = new ArrayList<JsonNode>();
        var page = conversation.ask(entries(about + "&limit=" + PAGE)).status(200);
        all.addAll(items(page));
        while (page.json().hasNonNull("next")) {
            page.check(items(page).size() == PAGE, "has a full page");
            page.check(page.header("Link").contains("rel=\"next\""), "links to the page after it");
            page =
                    conversation
                            .quietly(
                                    entries(
                                            about
                                                    + "&limit="
                                                    + PAGE
                                                    + "&cursor="
                                                    + page.text("/next")))
                            .status(200);
            all.addAll(items(page));
        }
        table(all);
        page.check(
                all.stream()
                        .map(entry -> entry.path("action").asText())
                        .toList()
                        .equals(WHOLE_LIFE),
                "completes the history " + WHOLE_LIFE);
        transcript.proves(
                "The trail has everything that this call did with the person's data, from the first"
                        + " refusal to the last, in order and without duplicates.");
    }

    private void checkGranted(Answer trail, Recording recording, JsonNode granted) {
        trail.check(
                granted.path("workstation")
                                .asText()
                                .equals("claimed:" + Actor.QUENTIN.workstation())
                        && granted.at("/reason/code").asText().equals("QUALITY_CAMPAIGN")
                        && granted.at("/reason/reference").asText().equals("CMP-2026-48")
                        && granted.path("role").asText().contains("quality-analyst")
                        && granted.path("decision").asText().equals(recording.call().decision())
                        && granted.path("consent").asText().equals(recording.call().consent()),
                "shows the workstation, reason, role, decision and consent of the listening"
                        + " session");
    }

    private void narrowed(Recording recording, JsonNode granted) {
        transcript.note("Then only what the analyst did, at one workstation and for one purpose:");
        var byHand =
                conversation
                        .ask(
                                entries(
                                        "recording=%s&actor=%s&workstation=%s&purpose=QUALITY"
                                                .formatted(
                                                        recording.id(),
                                                        granted.path("actor").asText(),
                                                        Actor.QUENTIN.workstation())))
                        .status(200);
        byHand.check(
                actions(byHand).equals(List.of("LISTENING_GRANTED", "PLAYBACK_RECORDED")),
                "is the one granted listening session, and what was heard in it");
        transcript.note("Then everything that the dialer's call led to, in all services:");
        var caused =
                conversation
                        .ask(entries("correlation=" + recording.call().correlation()))
                        .status(200);
        table(items(caused));
        var services = new TreeSet<>(caused.texts("/items", "/service"));
        caused.check(
                services.containsAll(List.of("consent", "recording", "retention")),
                "comes from consent, recording and retention");
    }

    private void elsewhere(Recording recording) {
        transcript.note("The other tenant sees only its own attempt:");
        var seen =
                conversation.askUntil(
                        Ask.get(AUDIT, "/v1/entries?recording=" + recording.id() + WITHOUT_LOOKS)
                                .as(Actor.BEATRICE),
                        "shows the refused listening request",
                        answer -> !items(answer).isEmpty());
        seen.check(
                actions(seen).equals(List.of("LISTENING_REFUSED")),
                "is the one refused listening request");
    }

    private static Ask entries(String query) {
        return Ask.get(AUDIT, "/v1/entries?" + query).as(Actor.DIANE);
    }

    private static List<String> actions(Answer answer) {
        return answer.texts("/items", "/action");
    }

    private static List<JsonNode> items(Answer answer) {
        var items = new ArrayList<JsonNode>();
        answer.json().at("/items").forEach(items::add);
        return items;
    }

    private void table(List<JsonNode> entries) {
        transcript.line("");
        for (var entry : entries) {
            transcript.line(
                    String.format(
                                    Locale.ROOT,
                                    "  %s  %-9s %-24s %-8s %-16s %-18s %s",
                                    entry.path("at").asText(),
                                    entry.path("service").asText(),
                                    entry.path("action").asText(),
                                    entry.path("outcome").asText(),
                                    entry.path("role").asText(),
                                    entry.path("workstation").asText(),
                                    why(entry))
                            .stripTrailing());
        }
    }

    private static String why(JsonNode entry) {
        if (entry.hasNonNull("reason")) {
            return entry.at("/reason/code").asText() + " " + entry.at("/reason/reference").asText();
        }
        var because = new ArrayList<String>();
        entry.path("because").forEach(code -> because.add(code.asText()));
        return String.join(", ", because);
    }
}
