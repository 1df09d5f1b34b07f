// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static io.temoin.consent.rules.domain.Purpose.EVALUATION;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static io.temoin.consent.rules.domain.Purpose.QUALITY;
import static io.temoin.consent.rules.domain.Purpose.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {

    private static final Map<Purpose, String> PHRASES =
            Map.of(QUALITY, "la qualité", TRAINING, "la formation", EVALUATION, "l'évaluation");

    private static final Announcement TEMPLATE =
            new Announcement(
                    "FR-{purposes}-1",
                    "fr",
                    "{controller} enregistre pour {purposes}.",
                    "et",
                    PHRASES,
                    Map.of("CONTROLLER", "{controller} enregistre", "PURPOSES", "pour {purposes}"));

    @Test
    void namesControllerAndPurposesInOneOrder() {
        assertThat(TEMPLATE.spokenBy("Rhône SA", List.of(TRAINING, QUALITY)))
                .isEqualTo(
                        new Announcement(
                                "FR-QUALITY-TRAINING-1",
                                "fr",
                                "Rhône SA enregistre pour la qualité et la formation.",
                                null,
                                Map.of(),
                                Map.of(
                                        "CONTROLLER",
                                        "Rhône SA enregistre",
                                        "PURPOSES",
                                        "pour la qualité et la formation")));
    }

    @Test
    void joinsOneTwoAndThree() {
        assertThat(TEMPLATE.spokenBy("R", Set.of(QUALITY)).text())
                .isEqualTo("R enregistre pour la qualité.");
        assertThat(TEMPLATE.spokenBy("R", Set.of(QUALITY, TRAINING, EVALUATION)).text())
                .isEqualTo("R enregistre pour la qualité, la formation et l'évaluation.");
    }

    @Test
    void joinsWithCommasWithoutAConjunction() {
        var bare = new Announcement("X-{purposes}", "fr", "{purposes}", null, PHRASES, Map.of());

        assertThat(bare.spokenBy("R", Set.of(QUALITY, TRAINING)).text())
                .isEqualTo("la qualité, la formation");
    }

    /** A legal name is not a template. */
    @Test
    void takesANameAsItIs() {
        assertThat(TEMPLATE.spokenBy("{purposes} SA", Set.of(QUALITY)).text())
                .isEqualTo("{purposes} SA enregistre pour la qualité.");
    }

    @Test
    void knowsTheIdsItMakes() {
        assertThat(TEMPLATE.makes("FR-QUALITY-1")).isTrue();
        assertThat(TEMPLATE.makes("FR-QUALITY-TRAINING-1")).isTrue();
        assertThat(new Announcement("FR-2", "fr", "Bonjour.").makes("FR-2")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FR-INSURANCE-1", "FR--1", "FR-1", "FR-QUALITY-2", "GB-QUALITY-1", ""})
    void knowsTheIdsItDoesNotMake(String id) {
        assertThat(TEMPLATE.makes(id)).isFalse();
        assertThat(new Announcement("FR-2", "fr", "Bonjour.").makes(id)).isFalse();
    }

    @Test
    void isRefusedWithoutWordsForAPurpose() {
        var rules =
                new Announcement(
                        "X-{purposes}", "fr", "{purposes}", null, Map.of(QUALITY, "q"), Map.of());

        assertThatThrownBy(() -> rules.mustSpeakOf(Set.of(TRAINING)))
                .hasMessageContaining("TRAINING");
        assertThatCode(() -> rules.mustSpeakOf(Set.of(QUALITY, PROSPECTING_CALL)))
                .doesNotThrowAnyException();
        assertThatCode(() -> new Announcement("X", "fr", "x").mustSpeakOf(Set.of(TRAINING)))
                .doesNotThrowAnyException();
    }

    @Test
    void isRefusedWhereTextIdAndPhrasesDisagree() {
        assertIsNone(new Announcement("X", "fr", "{purposes}", "et", PHRASES, Map.of()));
        assertIsNone(new Announcement("X-{purposes}", "fr", "x", "et", PHRASES, Map.of()));
        assertIsNone(new Announcement("X", "fr", "x", "et", PHRASES, Map.of()));
        assertIsNone(
                new Announcement("X-{purposes}", "fr", "{purposes}", "et", Map.of(), Map.of()));
    }

    private static void assertIsNone(Announcement template) {
        assertThatThrownBy(() -> template.mustSpeakOf(Set.of(QUALITY)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
