// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.purpose.domain.PurposeCatalogue;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.recording.domain.RetentionPreview;
import io.temoin.consent.rules.RuleFiles;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every announcement that is shipped is what a controller's own would have to be. */
class ShippedAnnouncementsTest {

    private static final List<String> CONTROLLERS =
            List.of("Rhône Télécom SA", "Société Rhodanienne d'Assurances", "rhone-telecom");

    private static final PurposeCatalogue CATALOGUE =
            RuleFiles.read("/purposes/catalogue-2026.1.yaml", PurposeCatalogue.class);

    /** A template, and what a call may be recorded for when it is spoken. */
    record Shipped(Announcement template, Set<Purpose> purposes) {}

    /** Of every version of every law: each choice of purposes that a draw can make. */
    static Stream<Shipped> shipped() {
        List<Shipped> all = new ArrayList<>();
        new RulePacks()
                .all()
                .forEach(
                        pack -> {
                            var rules = pack.recording();
                            if (rules != null) {
                                choices(rules.retention().keySet())
                                        .forEach(
                                                some ->
                                                        all.add(
                                                                new Shipped(
                                                                        rules.announcement(),
                                                                        some)));
                            }
                        });
        new RecordingLaw()
                .all().stream()
                        .flatMap(rule -> rule.duties().stream())
                        .forEach(
                                duty -> {
                                    Set<Purpose> ordered = EnumSet.noneOf(Purpose.class);
                                    duty.keeping().stream()
                                            .map(RetentionPreview::purpose)
                                            .forEach(ordered::add);
                                    all.add(new Shipped(duty.announcement(), ordered));
                                    if (duty.beside() != null) {
                                        choices(duty.beside().phrases().keySet())
                                                .forEach(
                                                        some -> {
                                                            some.addAll(ordered);
                                                            all.add(
                                                                    new Shipped(
                                                                            duty.beside(), some));
                                                        });
                                    }
                                });
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void saysWhatAFirstLayerHasToAndIsHeardToItsEnd(Shipped shipped) {
        for (String controller : CONTROLLERS) {
            NoticeContent content = content(shipped, controller);

            assertThat(Completeness.contradictions(content)).as(content.text()).isEmpty();
            assertThat(Completeness.missingItems(content, grounds(shipped.purposes())))
                    .as(content.text())
                    .isEmpty();
            assertThat(content.isTooLong())
                    .as("%d s: %s", content.spokenSeconds(), content.text())
                    .isFalse();
            assertThat(content.text()).contains(controller).doesNotContain("{", "}");
        }
    }

    /** Who is told of training by a call that nobody is trained by is told something untrue. */
    @ParameterizedTest
    @MethodSource("shipped")
    void tellsOfThePurposesOfTheCallAlone(Shipped shipped) {
        String text = content(shipped, "Rhône Télécom SA").text();

        shipped.template()
                .phrases()
                .forEach(
                        (purpose, phrase) ->
                                assertThat(text.contains(phrase))
                                        .as(text)
                                        .isEqualTo(shipped.purposes().contains(purpose)));
    }

    @Test
    void thereIsOneForEachLawThatHasCallsRecorded() {
        assertThat(shipped().map(one -> one.template().idFor(one.purposes())))
                .contains(
                        "FR-NOTICE-QUALITY-1",
                        "FR-NOTICE-QUALITY-TRAINING-1",
                        "FR-NOTICE-INSURANCE-1",
                        "FR-NOTICE-INSURANCE-TRAINING-1",
                        "FR-NOTICE-INVESTMENT-QUALITY-TRAINING-EVALUATION-1",
                        "GB-NOTICE-QUALITY-1",
                        "DE-NOTICE-QUALITY-1",
                        "NL-NOTICE-QUALITY-TRAINING-1",
                        "FR-NOTICE-INVESTMENT-1",
                        "GB-NOTICE-INVESTMENT-1");
    }

    @Test
    void anIdIsOfOneText() {
        Map<String, String> texts = new HashMap<>();
        shipped()
                .forEach(
                        one -> {
                            Announcement spoken =
                                    one.template().spokenBy("rhone-telecom", one.purposes());
                            assertThat(
                                            Objects.requireNonNullElse(
                                                    texts.putIfAbsent(spoken.id(), spoken.text()),
                                                    spoken.text()))
                                    .isEqualTo(spoken.text());
                        });
    }

    private static NoticeContent content(Shipped shipped, String controller) {
        Announcement spoken = shipped.template().spokenBy(controller, shipped.purposes());
        return new NoticeContent(
                spoken.language(),
                NoticeChannel.VOICE,
                NoticeLayer.SPOKEN,
                spoken.text(),
                new DetailedBy(NoticeChannel.VOICE, "agent"),
                shipped.purposes().stream().map(one -> new PurposeCode(one.name())).toList(),
                List.of(),
                Arrays.stream(NoticeItem.values())
                        .filter(item -> spoken.passages().containsKey(item.name()))
                        .map(
                                item ->
                                        new ItemStatement(
                                                item, spoken.passages().get(item.name()), null))
                        .toList());
    }

    /** All that could carry them, as for a controller that has declared nothing. */
    private static Set<LegalBasis> grounds(Set<Purpose> purposes) {
        Set<LegalBasis> grounds = EnumSet.noneOf(LegalBasis.class);
        for (Purpose purpose : purposes) {
            grounds.addAll(
                    Objects.requireNonNull(CATALOGUE.find(new PurposeCode(purpose.name())))
                            .legalBases());
        }
        return grounds;
    }

    private static List<Set<Purpose>> choices(Set<Purpose> purposes) {
        List<Purpose> all = purposes.stream().filter(Purpose::isRecording).sorted().toList();
        List<Set<Purpose>> choices = new ArrayList<>();
        for (int bits = 1; bits < (1 << all.size()); bits++) {
            Set<Purpose> choice = EnumSet.noneOf(Purpose.class);
            for (int i = 0; i < all.size(); i++) {
                if ((bits & (1 << i)) != 0) {
                    choice.add(all.get(i));
                }
            }
            choices.add(choice);
        }
        return choices;
    }
}
