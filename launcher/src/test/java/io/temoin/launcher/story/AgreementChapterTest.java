// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.launcher.story.Scripted.Said;
import io.temoin.launcher.story.Scripted.SentRequest;
import io.temoin.launcher.suite.Json;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AgreementChapterTest {

    /** Without one a token lets nobody call, or see anything. */
    @Test
    void everyCentreOfTheRealmHasAnAgreementWithEachControllerItsTokensName() throws IOException {
        try (var suite = new Scripted(AgreementChapterTest::answer)) {
            Story.prepare(suite.state());

            var agreed = new TreeSet<String>();
            var activated = new TreeSet<String>();
            for (var asked : suite.asked()) {
                if (asked.path().equals("/v1/processing-agreements")) {
                    agreed.add(
                            asked.body().path("controller").asText()
                                    + " with "
                                    + asked.body().path("processor").asText());
                } else if (asked.path().contains("/activations?")) {
                    activated.add(
                            asked.path().replaceAll(".*controller=(.*)&processor=", "$1 with "));
                }
            }
            assertThat(agreed).isEqualTo(tokensOfCentres());
            assertThat(activated).isEqualTo(agreed);
        }
    }

    /** A controller speaks for itself alone. */
    @Test
    void eachAgreementIsEnteredByItsController() throws IOException {
        var organisations = organisations();
        try (var suite = new Scripted(AgreementChapterTest::answer)) {
            Story.prepare(suite.state());

            assertThat(suite.asked())
                    .filteredOn(asked -> asked.path().equals("/v1/processing-agreements"))
                    .isNotEmpty()
                    .allSatisfy(
                            asked ->
                                    assertThat(organisations)
                                            .containsEntry(
                                                    asked.by(),
                                                    asked.body().path("controller").asText()));
        }
    }

    private static Said answer(SentRequest asked) {
        String place =
                "/v1/processing-agreements/an-id?controller=%s&processor=%s"
                        .formatted(
                                asked.body().path("controller").asText(),
                                asked.body().path("processor").asText());
        return Said.of(asked.path().contains("/activations?") ? 200 : 201, Map.of())
                .with("Location", place);
    }

    /** Controller and processor of each token that names another organisation. */
    private static Set<String> tokensOfCentres() throws IOException {
        var pairs = new TreeSet<String>();
        for (var user : users()) {
            var own = user.at("/attributes/organisation/0").asText();
            for (var controller : user.at("/attributes/on_behalf_of")) {
                if (!controller.asText().equals(own)) {
                    pairs.add(controller.asText() + " with " + own);
                }
            }
        }
        assertThat(pairs).contains("loire-assurance with loire-contact");
        return pairs;
    }

    private static Map<String, String> organisations() throws IOException {
        var organisations = new HashMap<String, String>();
        for (var user : users()) {
            organisations.put(
                    user.path("username").asText(), user.at("/attributes/organisation/0").asText());
        }
        return organisations;
    }

    private static JsonNode users() throws IOException {
        return Json.MAPPER
                .readTree(SourceTree.root().resolve("deploy/keycloak/temoin-realm.json").toFile())
                .path("users");
    }
}
