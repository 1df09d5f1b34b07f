// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import static io.temoin.consent.notice.domain.Texts.INTEREST;
import static io.temoin.consent.notice.domain.Texts.LATER;
import static io.temoin.consent.notice.domain.Texts.NOW;
import static io.temoin.consent.notice.domain.Texts.QUALITY;
import static io.temoin.consent.notice.domain.Texts.TRAINING;
import static io.temoin.consent.notice.domain.Texts.drafted;
import static io.temoin.consent.notice.domain.Texts.everything;
import static io.temoin.consent.notice.domain.Texts.full;
import static io.temoin.consent.notice.domain.Texts.opening;
import static io.temoin.consent.notice.domain.Texts.published;
import static io.temoin.consent.notice.domain.Texts.publishing;
import static io.temoin.consent.notice.domain.Texts.retired;
import static io.temoin.consent.notice.domain.Texts.spoken;
import static io.temoin.consent.notice.domain.Texts.violations;
import static io.temoin.consent.notice.domain.Texts.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a text has to say before anybody hears it. */
class PublishingNoticesTest {

    private final NoticeDecider decider = new NoticeDecider();
    private final DeciderSpecification<NoticeCommand, ControllerNotices, NoticeEvent> notices =
            DeciderSpecification.of(decider);

    @Test
    void tellsPeopleFromThenOn() {
        notices.given(drafted(1, full(TRAINING)))
                .when(publishing(1, INTEREST, LATER))
                .then(published(1, full(TRAINING), LATER));
    }

    @Test
    void ofAFirstLayerNeedsTheRest() {
        notices.given(
                        drafted(1, full(TRAINING)),
                        published(1, full(TRAINING)),
                        drafted(2, spoken(TRAINING)))
                .when(publishing(2))
                .then(published(2, spoken(TRAINING)));
    }

    static Stream<NoticeItem> ofTheFull() {
        return Arrays.stream(NoticeItem.values()).filter(item -> item.belongsTo(NoticeLayer.FULL));
    }

    @ParameterizedTest
    @MethodSource("ofTheFull")
    void ofAFullNoticeSpeaksOfEveryItem(NoticeItem item) {
        var lacking = full("en", without(everything(), item), TRAINING);

        assertThat(violations(publishing(1), drafted(1, lacking)))
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple("/items/" + item, "item-missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "CONTROLLER, LEGITIMATE_INTEREST, true",
        "PURPOSES, LEGITIMATE_INTEREST, true",
        "RETENTION, LEGITIMATE_INTEREST, true",
        "RIGHTS, LEGITIMATE_INTEREST, true",
        "COMPLAINT, LEGITIMATE_INTEREST, true",
        "LEGITIMATE_INTERESTS, LEGITIMATE_INTEREST, true",
        "LEGITIMATE_INTERESTS, CONTRACT, false",
        "OBJECTION, LEGITIMATE_INTEREST, true",
        "OBJECTION, PUBLIC_TASK, true",
        "OBJECTION, LEGAL_OBLIGATION, false",
        "WITHDRAWAL, CONSENT, true",
        "WITHDRAWAL, LEGITIMATE_INTEREST, false",
        "OBLIGATION, CONTRACT, true",
        "OBLIGATION, LEGAL_OBLIGATION, true",
        "OBLIGATION, LEGITIMATE_INTEREST, false",
        "RECORDING, LEGITIMATE_INTEREST, false",
        "REPRESENTATIVE, LEGITIMATE_INTEREST, false",
        "DPO, LEGITIMATE_INTEREST, false",
        "RECIPIENTS, LEGITIMATE_INTEREST, false",
        "TRANSFERS, LEGITIMATE_INTEREST, false",
        "AUTOMATED_DECISIONS, CONSENT, false",
        "CATEGORIES, VITAL_INTEREST, false",
        "SOURCE, CONSENT, false",
        "FURTHER_PURPOSE, CONSENT, false"
    })
    void noReasonExcusesWhatApplies(NoticeItem item, LegalBasis basis, boolean applies) {
        var excused =
                Stream.concat(
                                everything().stream()
                                        .filter(said -> said.item() != item)
                                        .filter(said -> !isExcused(said)),
                                Stream.of(new ItemStatement(item, null, "Not here.")))
                        .toList();
        var content = full("en", excused, TRAINING);

        assertThat(violations(publishing(1, Set.of(basis), NOW), drafted(1, content)))
                .filteredOn(violation -> violation.pointer().equals("/items/" + item))
                .extracting(Violation::code)
                .isEqualTo(applies ? List.of("item-applies") : List.of());
    }

    private boolean isExcused(ItemStatement said) {
        return said.passage() == null;
    }

    @ParameterizedTest
    @EnumSource(
            value = NoticeItem.class,
            names = {"RECORDING", "CONTROLLER", "PURPOSES", "OBJECTION", "FURTHER_INFORMATION"})
    void ofAFirstLayerSaysTheLeast(NoticeItem item) {
        var lacking = spoken("en", without(opening(), item), TRAINING);
        assertThat(
                        violations(
                                publishing(2),
                                drafted(1, full(TRAINING)),
                                published(1, full(TRAINING)),
                                drafted(2, lacking)))
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple("/items/" + item, "item-missing"));
    }

    @Test
    void ofAFirstLayerNeedNotSpeakOfAnObjectionThatNobodyHas() {
        var ordered = spoken("en", without(opening(), NoticeItem.OBJECTION), TRAINING);
        notices.given(drafted(1, full(TRAINING)), published(1, full(TRAINING)), drafted(2, ordered))
                .when(publishing(2, Set.of(LegalBasis.LEGAL_OBLIGATION), NOW))
                .then(published(2, ordered));
    }

    @Test
    void saysAllThatIsMissingAtOnce() {
        var nothing = spoken("en", List.of(), TRAINING);

        assertThat(violations(publishing(1), drafted(1, nothing)))
                .extracting(Violation::pointer)
                .containsExactly(
                        "/items/RECORDING",
                        "/items/CONTROLLER",
                        "/items/PURPOSES",
                        "/items/OBJECTION",
                        "/items/FURTHER_INFORMATION",
                        "/detailedBy");
    }

    @Test
    void findsTheRestInTheSameLanguageOnly() {
        var french = full("fr", everything(), TRAINING);
        assertThat(
                        violations(
                                publishing(2),
                                drafted(1, french),
                                published(1, french),
                                drafted(2, spoken(TRAINING))))
                .extracting(Violation::code)
                .containsExactly("detailed-missing");
    }

    @Test
    void findsTheRestAtThatMomentOnly() {
        assertThat(
                        violations(
                                publishing(2),
                                drafted(1, full(TRAINING)),
                                published(1, full(TRAINING), LATER),
                                drafted(2, spoken(TRAINING))))
                .extracting(Violation::code)
                .containsExactly("detailed-missing");
    }

    @Test
    void needsARestThatSpeaksOfTheSamePurposes() {
        assertThat(
                        violations(
                                publishing(2),
                                drafted(1, full(TRAINING)),
                                published(1, full(TRAINING)),
                                drafted(2, spoken(TRAINING, QUALITY))))
                .extracting(Violation::code)
                .containsExactly("detailed-lacks-purpose");
    }

    @Test
    void takesNoPurposeFromAFirstLayerThatIsHeard() {
        notices.given(
                        drafted(1, full(TRAINING, QUALITY)),
                        published(1, full(TRAINING, QUALITY)),
                        drafted(2, spoken(TRAINING, QUALITY)),
                        published(2, spoken(TRAINING, QUALITY)),
                        drafted(3, full(TRAINING)))
                .when(publishing(3))
                .thenRejected(NoticeProblem.NOTICE_IN_USE);
    }

    @Test
    void replacesTheRestByOneThatSaysAsMuch() {
        notices.given(
                        drafted(1, full(TRAINING)),
                        published(1, full(TRAINING)),
                        drafted(2, spoken(TRAINING)),
                        published(2, spoken(TRAINING)),
                        drafted(3, full(TRAINING, QUALITY)))
                .when(publishing(3))
                .then(published(3, full(TRAINING, QUALITY)));
    }

    @Test
    void isNotOfThePast() {
        notices.given(drafted(1, full(TRAINING)))
                .when(publishing(1, INTEREST, NOW.minusMillis(1)))
                .thenRejected(NoticeProblem.NOTICE_INVALID);
    }

    @Test
    void isOnce() {
        notices.given(drafted(1, full(TRAINING)), published(1, full(TRAINING)))
                .when(publishing(1))
                .thenRejected(NoticeProblem.NOTICE_STATE_CONFLICT);
    }

    @Test
    void isNotOfWhatWasGivenUp() {
        notices.given(drafted(1, full(TRAINING)), retired(1))
                .when(publishing(1))
                .thenRejected(NoticeProblem.NOTICE_STATE_CONFLICT);
    }

    @Test
    void isOfAVersionThatThereIs() {
        notices.given(drafted(1, full(TRAINING)))
                .when(publishing(2))
                .thenRejected(NoticeProblem.NOTICE_UNKNOWN);
    }
}
