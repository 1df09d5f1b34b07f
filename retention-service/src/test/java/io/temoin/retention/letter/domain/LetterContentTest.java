// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.letter.domain.Letter.Listing;
import io.temoin.retention.letter.domain.Letter.Paragraph;
import io.temoin.retention.rights.domain.LetterKind;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.RightsProblem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LetterContentTest {

    private static Stream<LetterSentence> sentences(Letter letter) {
        return letter.blocks().stream()
                .flatMap(
                        block ->
                                switch (block) {
                                    case Paragraph(var all) -> all.stream();
                                    case Listing(var intro, var items) ->
                                            Stream.concat(Stream.of(intro), items.stream());
                                });
    }

    /** What is in it, between sender, salutation and closing. */
    @ParameterizedTest
    @CsvSource({
        "ACKNOWLEDGEMENT,RECEIVED ABOUT_EVERYTHING ANSWERED_BY MAY_TAKE_LONGER FROZEN",
        "ACKNOWLEDGEMENT_RESTRICTED,RECEIVED ABOUT_ITEM ANSWERED_BY MAY_TAKE_LONGER"
                + " RESTRICTED",
        "ACKNOWLEDGEMENT_AFTER_LIFTING,RECEIVED ABOUT_EVERYTHING ANSWERED_BY MAY_TAKE_LONGER",
        "ACKNOWLEDGEMENT_AFTER_AN_EXTENSION,RECEIVED ABOUT_EVERYTHING ANSWERED_BY FROZEN",
        "ACKNOWLEDGEMENT_OF_A_CALL,RECEIVED ABOUT_ITEM ANSWERED_BY MAY_TAKE_LONGER",
        "ACKNOWLEDGEMENT_WITHOUT_EXTENSION,RECEIVED ABOUT_CONSENTS ANSWERED_BY FROZEN",
        "HEIRS_ACKNOWLEDGEMENT,RECEIVED ABOUT_DECEASED ANSWERED_BY",
        "HEIRS_NOTHING_HELD,NOTHING_HELD_OF_DECEASED IN_DETAIL PART_NOT_HELD PART_NOT_HELD",
        "IDENTITY_PROOF,PROOF_NEEDED PROOF_STARTS_THE_MONTH",
        "IDENTITY_PROOF_LATE,PROOF_NEEDED PROOF_MOVES_NOTHING",
        "IDENTITY_PROOF_AFTER_AN_EXTENSION,PROOF_NEEDED PROOF_MOVES_NOTHING",
        "EXTENSION,EXTENDED",
        "ANSWER_GRANTED,GRANTED IN_DETAIL PART_GRANTED ITEM_GRANTED PART_NOT_HELD ITEM_NOT_HELD",
        "ANSWER_PARTLY,GRANTED_IN_PART IN_DETAIL PART_GRANTED ITEM_REFUSED PART_REFUSED"
                + " PART_NOT_HELD RESTRICTION_STAYS COMPLAINT COURT",
        "ANSWER_NOTHING_HELD,NOTHING_HELD IN_DETAIL PART_NOT_HELD PART_NOT_HELD PART_NOT_HELD"
                + " PART_NOT_HELD RESTRICTION_ENDED",
        "ANSWER_RESTRICTED_BY_ANOTHER,GRANTED IN_DETAIL ITEM_GRANTED RESTRICTION_OF_ANOTHER_STAYS",
        "ANSWER_OBJECTION_UPHELD,GRANTED IN_DETAIL PART_GRANTED PART_GRANTED PART_NOT_HELD"
                + " PART_NOT_HELD OBJECTION_UPHELD RESTRICTION_STAYS",
        "ANSWER_LIFTED_LATER,GRANTED IN_DETAIL PART_GRANTED PART_GRANTED PART_GRANTED"
                + " PART_GRANTED RESTRICTION_ENDED",
        "ANSWER_WITH_RECIPIENTS,GRANTED IN_DETAIL PART_GRANTED PART_GRANTED PART_GRANTED"
                + " PART_GRANTED RECIPIENTS RECIPIENT_LISTED RECIPIENT_LISTED",
        "RECIPIENTS,RECIPIENTS_ASKED RECIPIENTS RECIPIENT_ACKNOWLEDGED RECIPIENT_NOTIFIED"
                + " RECIPIENT_EXCUSED RECIPIENT_TO_NOTIFY",
        "NO_RECIPIENTS,RECIPIENTS_ASKED NO_RECIPIENTS",
        "REFUSAL,REFUSED REFUSED_BECAUSE OFFERED COMPLAINT COURT",
        "REFUSAL_IN_PARTS,REFUSED IN_DETAIL ITEM_REFUSED ITEM_REFUSED RESTRICTION_ENDED COMPLAINT"
                + " COURT",
        "ERASURE,ERASED TRAIL_FORGOT NOT_CALLED_AGAIN ITEMS_ERASED ITEM_COUNT ITEM_COUNT"
                + " CERTIFICATES CERTIFICATE CERTIFICATE",
        "ERASURE_WITH_KEPT_ITEMS,ERASED TRAIL_KEEPS_UNTIL NOT_CALLED_AGAIN ITEMS_ERASED ITEM_COUNT"
                + " ITEM_COUNT CERTIFICATES CERTIFICATE CERTIFICATE ITEMS_KEPT KEPT KEPT_UNTIL"
                + " KEPT_BY_LAW KEPT_BY_LAW_UNTIL NOT_DESTROYED_YET NEEDED_UNTIL COMPLAINT COURT"
    })
    void saysWhatTheFactsAre(LetterCase given, String messages) {
        assertThat(sentences(given.letter()).map(sentence -> sentence.message().name()))
                .startsWith("SENDER", "SALUTATION")
                .endsWith("CLOSING")
                .containsExactlyElementsOf(
                        List.of(("SENDER SALUTATION " + messages + " CLOSING").split(" ")));
    }

    /** The deadline is the first moment that is too late; the letter names the day before. */
    @Test
    void namesTheLastDayInTheZoneOfTheRequest() {
        assertThat(fact(LetterCase.ACKNOWLEDGEMENT, LetterFact.ANSWER_BY))
                .isEqualTo(LocalDate.of(2026, 12, 24));
        assertThat(fact(LetterCase.ACKNOWLEDGEMENT_AFTER_AN_EXTENSION, LetterFact.ANSWER_BY))
                .isEqualTo(LocalDate.of(2027, 2, 24));
        assertThat(fact(LetterCase.IDENTITY_PROOF_AFTER_AN_EXTENSION, LetterFact.ANSWER_BY))
                .isEqualTo(LocalDate.of(2027, 2, 24));
        assertThat(fact(LetterCase.EXTENSION, LetterFact.ANSWER_BY))
                .isEqualTo(LocalDate.of(2027, 2, 24));
        assertThat(fact(LetterCase.ERASURE, LetterFact.ERASED_ON))
                .isEqualTo(LocalDate.of(2026, 12, 11));
    }

    private static Object fact(LetterCase given, LetterFact wanted) {
        return sentences(given.letter())
                .map(LetterSentence::facts)
                .filter(facts -> facts.containsKey(wanted))
                .map(facts -> facts.get(wanted))
                .findFirst()
                .orElseThrow();
    }

    static List<Arguments> early() {
        Request open = after(opened(RequestType.ERASURE));
        Request joined = after(opened(RequestType.ERASURE), joined());
        Request listless =
                after(
                        ready(
                                RequestType.RECIPIENT_LIST,
                                answered(false, granted(OwnerService.CONSENT))));
        return Stream.of(LetterKind.values())
                .filter(kind -> kind != LetterKind.ACKNOWLEDGEMENT)
                .flatMap(
                        kind ->
                                Stream.of(
                                        Arguments.of(kind, open),
                                        Arguments.of(kind, joined),
                                        Arguments.of(kind, listless)))
                .toList();
    }

    /** Nobody is told by when they will be answered once they were. */
    @Test
    void isNoAcknowledgementAfterTheAnswer() {
        var opened = opened(RequestType.RESTRICTION);
        var answered = after(opened, answered(false, granted(OwnerService.RECORDING)));
        var refused = after(opened, refusal(RefusalGround.NO_GROUND, null));

        isRefusedBeforeItsFactsAreThere(LetterKind.ACKNOWLEDGEMENT, answered);
        isRefusedBeforeItsFactsAreThere(LetterKind.ACKNOWLEDGEMENT, refused);
        var template = LetterCase.ACKNOWLEDGEMENT.facts();
        var joined =
                new LetterFacts(
                        after(opened, joined()),
                        template.erasure(),
                        List.of(),
                        template.authority(),
                        template.names(),
                        false);
        assertThat(LetterContent.of(LetterKind.ACKNOWLEDGEMENT, joined).kind())
                .isEqualTo(LetterKind.ACKNOWLEDGEMENT);
    }

    private static Request after(RequestEvent... events) {
        var decider = new RequestDecider();
        Request state = decider.initialState();
        for (var event : events) {
            state = decider.evolve(state, event);
        }
        return state;
    }

    /** Never an empty place where a fact should be. */
    @ParameterizedTest
    @MethodSource("early")
    void isRefusedBeforeItsFactsAreThere(LetterKind kind, Request request) {
        var template = LetterCase.ACKNOWLEDGEMENT.facts();
        var facts =
                new LetterFacts(
                        request,
                        template.erasure(),
                        List.of(),
                        template.authority(),
                        template.names(),
                        false);

        assertThatThrownBy(() -> LetterContent.of(kind, facts))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        it -> assertThat(it.code()).isEqualTo(RightsProblem.LETTER_FACTS_MISSING));
    }

    @Test
    void isNotWrittenAboutARequestThatDoesNotExist() {
        var template = LetterCase.ACKNOWLEDGEMENT.facts();
        var facts =
                new LetterFacts(
                        new Request.Unopened(),
                        template.erasure(),
                        List.of(),
                        template.authority(),
                        template.names(),
                        false);

        assertThatThrownBy(() -> LetterContent.of(LetterKind.ACKNOWLEDGEMENT, facts))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        it -> assertThat(it.code()).isEqualTo(RightsProblem.REQUEST_UNKNOWN));
    }

    @Test
    void takesNoOtherFactsThanThoseItNames() {
        assertThatThrownBy(
                        () -> new LetterSentence(LetterMessage.COURT, Map.of(LetterFact.URL, "")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
