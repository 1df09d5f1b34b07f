// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.letter.domain.Letter.Block;
import io.temoin.retention.letter.domain.Letter.Paragraph;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.LetterKind;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RightsProblem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What each letter says. It follows from the facts alone: the same facts give the same letter, and
 * a letter whose facts are not there yet is refused.
 */
public final class LetterContent {

    private LetterContent() {}

    /**
     * The letter of that kind.
     *
     * @throws Rejected if the request has not come to what the letter would say
     */
    public static Letter of(LetterKind kind, LetterFacts facts) {
        RequestOpened opened = RequestDecider.openedOf(facts.request());
        Progress progress = progress(facts.request());
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                paragraph(
                        new LetterSentence(
                                LetterMessage.SENDER,
                                Map.of(
                                        LetterFact.CONTROLLER,
                                        facts.names().party(opened.controller()),
                                        LetterFact.REQUEST,
                                        opened.request()))));
        blocks.add(paragraph(LetterSentence.of(LetterMessage.SALUTATION)));
        blocks.addAll(
                switch (kind) {
                    case ACKNOWLEDGEMENT -> acknowledgement(facts, opened, progress);
                    case IDENTITY_PROOF -> identityProof(opened, progress);
                    case EXTENSION -> extension(opened, progress);
                    case ANSWER -> AnswerLetters.answer(facts, opened, progress);
                    case REFUSAL -> AnswerLetters.refusal(facts, opened, progress);
                    case RECIPIENTS -> RecipientLetters.recipients(facts, opened, progress);
                    case ERASURE -> ErasureLetters.erasure(facts, opened);
                });
        blocks.add(
                paragraph(
                        LetterSentence.of(
                                LetterMessage.CLOSING, LetterFact.REQUEST, opened.request())));
        return new Letter(
                kind,
                LetterSentence.of(LetterMessage.SUBJECT, LetterFact.TYPE, opened.type()),
                blocks);
    }

    /** The refusal of a letter that would have nothing to say. */
    static Rejected missing(String sentence) {
        return new Rejected(RightsProblem.LETTER_FACTS_MISSING, sentence);
    }

    static Paragraph paragraph(LetterSentence... sentences) {
        return new Paragraph(List.of(sentences));
    }

    /** The day of a moment, where the request counts. */
    static LocalDate day(RequestOpened opened, Instant moment) {
        return moment.atZone(opened.zone()).toLocalDate();
    }

    /** The last day before a deadline, which is the first moment that is too late. */
    private static LocalDate lastDay(RequestOpened opened, Instant deadline) {
        return day(opened, deadline.minusNanos(1));
    }

    /** What is so when it is written: a letter may be written late, or once more. */
    private static List<Block> acknowledgement(
            LetterFacts facts, RequestOpened opened, Progress progress) {
        Request request = facts.request();
        if (request instanceof Ended ended && !(ended.ending() instanceof Ending.Joined)) {
            throw missing("The request waits for no answer any more.");
        }
        List<LetterSentence> effects = new ArrayList<>();
        Instant since = progress.restriction().since();
        if (since != null && progress.restriction().isInForce()) {
            effects.add(
                    LetterSentence.of(
                            LetterMessage.RESTRICTED, LetterFact.SINCE, day(opened, since)));
        }
        if (request instanceof Open && opened.type().freezes()) {
            effects.add(LetterSentence.of(LetterMessage.FROZEN));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                paragraph(
                        new LetterSentence(
                                LetterMessage.RECEIVED,
                                Map.of(
                                        LetterFact.RECEIVED_ON,
                                        day(opened, opened.intake().receivedAt()),
                                        LetterFact.TYPE,
                                        opened.type(),
                                        LetterFact.WAY,
                                        opened.intake().way())),
                        about(facts, opened)));
        LetterSentence due =
                LetterSentence.of(
                        LetterMessage.ANSWERED_BY,
                        LetterFact.ANSWER_BY,
                        lastDay(opened, progress.deadline().effective()));
        blocks.add(
                opened.type().isExtendable() && !progress.extended()
                        ? paragraph(due, LetterSentence.of(LetterMessage.MAY_TAKE_LONGER))
                        : paragraph(due));
        if (!effects.isEmpty()) {
            blocks.add(new Paragraph(effects));
        }
        return blocks;
    }

    private static LetterSentence about(LetterFacts facts, RequestOpened opened) {
        AskedAbout about = opened.about();
        if (about == null) {
            return LetterSentence.of(LetterMessage.aboutAll(opened.type()));
        }
        UUID item =
                about.recording() == null
                        ? Objects.requireNonNull(about.decision())
                        : about.recording();
        return LetterSentence.of(
                LetterMessage.ABOUT_ITEM, LetterFact.ITEM, facts.names().item(item));
    }

    private static List<Block> identityProof(RequestOpened opened, Progress progress) {
        Instant asked = progress.proof().asked();
        if (asked == null) {
            throw missing("The person has not been asked to prove their identity.");
        }
        Instant received = opened.intake().receivedAt();
        return List.of(
                paragraph(
                        new LetterSentence(
                                LetterMessage.PROOF_NEEDED,
                                Map.of(
                                        LetterFact.RECEIVED_ON,
                                        day(opened, received),
                                        LetterFact.TYPE,
                                        opened.type(),
                                        LetterFact.ASKED_ON,
                                        day(opened, asked)))),
                paragraph(
                        progress.proof().prompt()
                                ? LetterSentence.of(LetterMessage.PROOF_STARTS_THE_MONTH)
                                : LetterSentence.of(
                                        LetterMessage.PROOF_MOVES_NOTHING,
                                        LetterFact.ANSWER_BY,
                                        lastDay(opened, progress.deadline().effective()))));
    }

    private static List<Block> extension(RequestOpened opened, Progress progress) {
        var extended = progress.correspondence().extension();
        if (extended == null) {
            throw missing("The deadline of the answer has not been extended.");
        }
        return List.of(
                paragraph(
                        new LetterSentence(
                                LetterMessage.EXTENDED,
                                Map.of(
                                        LetterFact.RECEIVED_ON,
                                        day(opened, opened.intake().receivedAt()),
                                        LetterFact.TYPE,
                                        opened.type(),
                                        LetterFact.REASON,
                                        extended.reason(),
                                        LetterFact.ANSWER_BY,
                                        lastDay(opened, extended.dueAt())))));
    }

    private static Progress progress(Request request) {
        return switch (request) {
            case Unopened _ -> throw RequestDecider.unknown();
            case Open open -> open.progress();
            case Ended ended -> ended.progress();
        };
    }
}
