// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import io.temoin.retention.letter.domain.Letter.Block;
import io.temoin.retention.letter.domain.Letter.Listing;
import io.temoin.retention.letter.domain.Letter.Paragraph;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Letters that answer a request, or refuse it. */
final class AnswerLetters {

    private AnswerLetters() {}

    static List<Block> answer(LetterFacts facts, RequestOpened opened, Progress progress) {
        if (!(facts.request() instanceof Ended ended)
                || !(ended.ending() instanceof Ending.Answered(var answer))) {
            throw LetterContent.missing("The request has not been answered.");
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                LetterContent.paragraph(
                        ended(message(answer, opened), opened, answer.answeredAt())));
        blocks.add(parts(facts, opened, answer.parts()));
        if (opened.type() == RequestType.RECIPIENT_LIST) {
            RecipientLetters.requireNamed(progress);
        }
        if (progress.correspondence().recipients().named()) {
            blocks.add(RecipientLetters.list(facts, opened, progress));
        }
        addRestriction(blocks, facts, progress);
        if (answer.partial()) {
            blocks.add(remedies(facts));
        }
        return blocks;
    }

    private static LetterMessage message(DsrAnswered answer, RequestOpened opened) {
        if (answer.partial()) {
            return LetterMessage.GRANTED_IN_PART;
        }
        return answer.parts().stream().anyMatch(part -> part.outcome() == Outcome.GRANTED)
                ? LetterMessage.GRANTED
                : nothingHeld(opened.type());
    }

    /** The heirs ask, and nothing is held about somebody else. */
    private static LetterMessage nothingHeld(RequestType type) {
        return type == RequestType.POST_MORTEM
                ? LetterMessage.NOTHING_HELD_OF_DECEASED
                : LetterMessage.NOTHING_HELD;
    }

    static List<Block> refusal(LetterFacts facts, RequestOpened opened, Progress progress) {
        if (!(facts.request() instanceof Ended ended)
                || !(ended.ending() instanceof Ending.Refused(var refusal))) {
            throw LetterContent.missing("The request has not been refused.");
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(why(refusal, opened));
        if (!refusal.parts().isEmpty()) {
            blocks.add(parts(facts, opened, refusal.parts()));
        }
        RequestType offered = refusal.offered();
        if (offered != null) {
            blocks.add(
                    LetterContent.paragraph(
                            LetterSentence.of(LetterMessage.OFFERED, LetterFact.OFFER, offered)));
        }
        addRestriction(blocks, facts, progress);
        blocks.add(remedies(facts));
        return blocks;
    }

    /** Without a ground for all of it, each part has its own. */
    private static Paragraph why(DsrRefused refusal, RequestOpened opened) {
        List<LetterSentence> sentences = new ArrayList<>();
        sentences.add(ended(LetterMessage.REFUSED, opened, refusal.refusedAt()));
        RefusalGround ground = refusal.ground();
        if (ground != null) {
            sentences.add(
                    LetterSentence.of(
                            LetterMessage.REFUSED_BECAUSE,
                            LetterFact.GROUND,
                            new LetterGround(ground, opened.type())));
        }
        return new Paragraph(sentences);
    }

    private static LetterSentence ended(LetterMessage message, RequestOpened opened, Instant at) {
        return new LetterSentence(
                message,
                Map.of(
                        LetterFact.RECEIVED_ON,
                        LetterContent.day(opened, opened.intake().receivedAt()),
                        LetterFact.TYPE,
                        opened.type(),
                        LetterFact.ANSWERED_ON,
                        LetterContent.day(opened, at)));
    }

    /** Of a service that is not concerned nothing is said. */
    private static Listing parts(LetterFacts facts, RequestOpened opened, List<AnswerPart> parts) {
        return new Listing(
                LetterSentence.of(LetterMessage.IN_DETAIL),
                parts.stream()
                        .filter(part -> part.outcome() != Outcome.NOT_CONCERNED)
                        .map(part -> part(facts, opened, part))
                        .toList());
    }

    private static LetterSentence part(LetterFacts letter, RequestOpened opened, AnswerPart part) {
        Map<LetterFact, Object> facts = new EnumMap<>(LetterFact.class);
        facts.put(LetterFact.SERVICE, part.service());
        UUID item = part.item();
        if (item != null) {
            facts.put(LetterFact.ITEM, letter.names().item(item));
        }
        if (part.outcome() == Outcome.REFUSED) {
            facts.put(
                    LetterFact.GROUND,
                    new LetterGround(
                            Objects.requireNonNull(part.ground(), "a refused part has a ground"),
                            opened.type()));
        }
        return new LetterSentence(message(part.outcome(), item != null), facts);
    }

    private static LetterMessage message(Outcome outcome, boolean ofItem) {
        return switch (outcome) {
            case GRANTED -> ofItem ? LetterMessage.ITEM_GRANTED : LetterMessage.PART_GRANTED;
            case REFUSED -> ofItem ? LetterMessage.ITEM_REFUSED : LetterMessage.PART_REFUSED;
            case NOTHING_HELD -> ofItem ? LetterMessage.ITEM_NOT_HELD : LetterMessage.PART_NOT_HELD;
            case NOT_CONCERNED ->
                    throw new IllegalArgumentException("Nothing is said of what is not concerned.");
        };
    }

    /** Who is told that it ends is told before (GDPR art. 18(3)); what lasts is said, too. */
    private static void addRestriction(List<Block> blocks, LetterFacts facts, Progress progress) {
        var restriction = progress.restriction();
        if (restriction.since() == null) {
            return;
        }
        List<LetterSentence> sentences = new ArrayList<>();
        if (restriction.upheld()) {
            sentences.add(LetterSentence.of(LetterMessage.OBJECTION_UPHELD));
        }
        sentences.add(
                LetterSentence.of(
                        restriction.isInForce()
                                ? LetterMessage.RESTRICTION_STAYS
                                : facts.restrictedElsewhere()
                                        ? LetterMessage.RESTRICTION_OF_ANOTHER_STAYS
                                        : LetterMessage.RESTRICTION_ENDED));
        blocks.add(new Paragraph(sentences));
    }

    /** GDPR art. 12(4), 77 and 79. */
    static Paragraph remedies(LetterFacts facts) {
        return LetterContent.paragraph(
                new LetterSentence(
                        LetterMessage.COMPLAINT,
                        Map.of(
                                LetterFact.AUTHORITY,
                                facts.authority().name(),
                                LetterFact.URL,
                                facts.authority().url())),
                LetterSentence.of(LetterMessage.COURT));
    }
}
