// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import static io.temoin.consent.notice.domain.Texts.LATER;
import static io.temoin.consent.notice.domain.Texts.NOTICE;
import static io.temoin.consent.notice.domain.Texts.NOW;
import static io.temoin.consent.notice.domain.Texts.QUALITY;
import static io.temoin.consent.notice.domain.Texts.RHONE;
import static io.temoin.consent.notice.domain.Texts.TRAINING;
import static io.temoin.consent.notice.domain.Texts.drafted;
import static io.temoin.consent.notice.domain.Texts.drafting;
import static io.temoin.consent.notice.domain.Texts.full;
import static io.temoin.consent.notice.domain.Texts.opening;
import static io.temoin.consent.notice.domain.Texts.published;
import static io.temoin.consent.notice.domain.Texts.retired;
import static io.temoin.consent.notice.domain.Texts.retiring;
import static io.temoin.consent.notice.domain.Texts.spoken;
import static io.temoin.consent.notice.domain.Texts.violations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.temoin.consent.notice.domain.NoticeCommand.DraftNotice;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeDeciderTest {

    private final NoticeDecider decider = new NoticeDecider();
    private final DeciderSpecification<NoticeCommand, ControllerNotices, NoticeEvent> notices =
            DeciderSpecification.of(decider);

    @Nested
    class Drafting {

        @Test
        void countsTheVersionsOfANotice() {
            notices.given().when(drafting(full(TRAINING))).then(drafted(1, full(TRAINING)));
            notices.given(drafted(1, full(TRAINING)))
                    .when(drafting(spoken(TRAINING)))
                    .then(drafted(2, spoken(TRAINING)));
        }

        @Test
        void countsThoseOfAnotherNoticeApart() {
            var other = new NoticeCode("INSURANCE");
            var content = full(TRAINING);
            notices.given(drafted(1, content))
                    .when(new DraftNotice(RHONE, RHONE, other, content, NOW))
                    .then(
                            new NoticeEvent.NoticeDrafted(
                                    RHONE,
                                    other,
                                    1,
                                    content,
                                    content.hash(RHONE.value(), other, 1),
                                    NOW));
        }

        @Test
        void isForTheControllerItself() {
            notices.given()
                    .when(
                            new DraftNotice(
                                    new PartyId("voix-du-rhone"),
                                    RHONE,
                                    NOTICE,
                                    full(TRAINING),
                                    NOW))
                    .thenRejected(NoticeProblem.NOTICE_OF_ANOTHER);
        }

        @Test
        void takesNoPassageThatIsNotInTheText() {
            var wrong =
                    spoken(
                            "en",
                            List.of(
                                    new ItemStatement(
                                            NoticeItem.CONTROLLER, "Loire Telecom", null)),
                            TRAINING);

            assertThat(violations(drafting(wrong)))
                    .extracting(Violation::pointer, Violation::code)
                    .containsExactly(tuple("/items/CONTROLLER/passage", "passage-not-in-text"));
        }

        @Test
        void knowsThatASpokenLayerIsHeardAndLeadsSomewhere() {
            var silent =
                    new NoticeContent(
                            "en",
                            NoticeChannel.SMS,
                            NoticeLayer.SPOKEN,
                            "More.",
                            null,
                            List.of(TRAINING),
                            List.of(),
                            List.of());

            assertThat(violations(drafting(silent)))
                    .extracting(Violation::pointer)
                    .containsExactly("/channel", "/detailedBy");
        }

        @Test
        void knowsThatAFullNoticeLeadsNowhere() {
            var full = full(TRAINING);
            var leading =
                    new NoticeContent(
                            full.language(),
                            full.channel(),
                            full.layer(),
                            full.text(),
                            new DetailedBy(NoticeChannel.WEB, "here"),
                            full.purposes(),
                            full.fulfils(),
                            full.items());

            assertThat(violations(drafting(leading)))
                    .extracting(Violation::pointer)
                    .containsExactly("/detailedBy");
        }

        @Test
        void anItemIsToldOrDoesNotApply() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ItemStatement(NoticeItem.DPO, null, null));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ItemStatement(NoticeItem.DPO, "told", "not told"));
        }
    }

    @Nested
    class Retiring {

        @Test
        void endsAVersion() {
            notices.given(drafted(1, full(TRAINING)), published(1, full(TRAINING)))
                    .when(retiring(1))
                    .then(retired(1));
        }

        @Test
        void givesUpADraft() {
            notices.given(drafted(1, full(TRAINING))).when(retiring(1)).then(retired(1));
        }

        @Test
        void isOnce() {
            notices.given(drafted(1, full(TRAINING)), retired(1))
                    .when(retiring(1))
                    .thenRejected(NoticeProblem.NOTICE_STATE_CONFLICT);
        }

        @Test
        void isOfAVersionThatThereIs() {
            notices.given().when(retiring(1)).thenRejected(NoticeProblem.NOTICE_UNKNOWN);
        }

        @Test
        void leavesNoFirstLayerWithoutTheRest() {
            notices.given(
                            drafted(1, full(TRAINING)),
                            published(1, full(TRAINING)),
                            drafted(2, spoken(TRAINING)),
                            published(2, spoken(TRAINING), LATER))
                    .when(retiring(1))
                    .thenRejected(NoticeProblem.NOTICE_IN_USE);
        }

        @Test
        void ofTheRestFollowsThatOfTheFirstLayer() {
            notices.given(
                            drafted(1, full(TRAINING)),
                            published(1, full(TRAINING)),
                            drafted(2, spoken(TRAINING)),
                            published(2, spoken(TRAINING)),
                            retired(2))
                    .when(retiring(1))
                    .then(retired(1));
        }

        @Test
        void ofARestThatWasReplacedIsFree() {
            notices.given(
                            drafted(1, full(TRAINING)),
                            published(1, full(TRAINING)),
                            drafted(2, spoken(TRAINING)),
                            published(2, spoken(TRAINING)),
                            drafted(3, full(TRAINING)),
                            published(3, full(TRAINING)))
                    .when(retiring(1))
                    .then(retired(1));
        }
    }

    @Nested
    class ItsContent {

        @Test
        void hasAHashOfEverythingItSays() {
            String hash = hash(spoken(TRAINING));
            assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(hash(spoken(TRAINING)));
            assertThat(
                            Stream.of(
                                    hash(spoken(QUALITY)),
                                    hash(spoken("fr", opening(), TRAINING)),
                                    hash(spoken("en", List.of(), TRAINING)),
                                    hash(full(TRAINING)),
                                    spoken(TRAINING).hash("loire", NOTICE, 1),
                                    spoken(TRAINING).hash(RHONE.value(), NOTICE, 2)))
                    .doesNotContain(hash)
                    .doesNotHaveDuplicates();
        }

        @ParameterizedTest
        @CsvSource({"1, 1", "5, 2", "37, 15", "38, 16"})
        void takesAsLongAsItHasWords(int words, int seconds) {
            var content = said(String.join(" ", Collections.nCopies(words, "word")));

            assertThat(content.spokenSeconds()).isEqualTo(seconds);
            assertThat(content.isTooLong()).isEqualTo(seconds > 15);
            assertThat(full(TRAINING).isTooLong()).isFalse();
        }

        private String hash(NoticeContent content) {
            return content.hash(RHONE.value(), NOTICE, 1);
        }

        private NoticeContent said(String text) {
            return new NoticeContent(
                    "en",
                    NoticeChannel.VOICE,
                    NoticeLayer.SPOKEN,
                    text,
                    null,
                    List.of(),
                    List.of("XX-1"),
                    List.of(new ItemStatement(NoticeItem.DPO, null, "none")));
        }
    }

    @Test
    void anUnknownShapeOfANoticesCodeIsRefused() {
        assertThat(NoticeCode.isOne("RECORDING_2")).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new NoticeCode("recording"));
    }
}
