// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.Suite;
import java.net.http.HttpClient;
import java.util.Set;

/** The demo has two controllers; each sees what is done for it, and nothing of the other. */
public final class TwoControllers {

    private final Suite suite;

    public TwoControllers(Suite suite) {
        this.suite = suite;
    }

    public void check() {
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            seesTheParties(
                    conversation,
                    Actor.DIANE,
                    Set.of("rhone-telecom", "voix-du-rhone", "atlas-contact"));
            seesTheParties(
                    conversation,
                    Actor.LEA,
                    Set.of("loire-assurance", "voix-du-rhone", "loire-contact"));

            var given = collected(conversation);
            var consent = given.text("/id");

            for (var own : Set.of(Actor.LUC, Actor.LEA)) {
                conversation.quietlyUntil(
                        consents(own),
                        "lists the consent that luc collected",
                        answer -> answer.texts("/items", "/id").contains(consent));
            }
            var other = conversation.quietly(consents(Actor.DIANE)).status(200);
            assertThat(other.texts("/items", "/controller")).containsOnly("rhone-telecom");
            conversation
                    .quietly(
                            Ask.get(
                                            CONSENT,
                                            "/v1/consents/%s?controller=loire-assurance&subject=%s"
                                                    .formatted(consent, given.text("/subject")))
                                    .as(Actor.DIANE))
                    .problem(404, "consent-unknown");
        }
    }

    private static void seesTheParties(
            Conversation conversation, Actor officer, Set<String> parties) {
        conversation.quietlyUntil(
                Ask.get(CONSENT, "/v1/parties").as(officer),
                "lists the parties " + parties,
                answer -> Set.copyOf(answer.texts("/items", "/id")).equals(parties));
    }

    /** By the supervisor of the other controller's centre. */
    private Answer collected(Conversation conversation) {
        var number = "+33199%06d".formatted(suite.folder().nextStoryCall());
        return conversation
                .quietly(
                        PermissionChapter.consent(
                                Actor.LUC,
                                "loire-assurance",
                                "loire-contact",
                                number,
                                new DemoClock(conversation, suite.folder())))
                .status(201);
    }

    private static Ask consents(Actor reader) {
        return Ask.get(CONSENT, "/v1/consents").as(reader);
    }
}
