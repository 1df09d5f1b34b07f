// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import io.temoin.retention.erasure.domain.Erasure.Complete;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureCompleted;
import io.temoin.retention.erasure.domain.KeptItems;
import io.temoin.retention.letter.domain.Letter.Block;
import io.temoin.retention.letter.domain.Letter.Listing;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.schedule.domain.KeepingCause;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The letter that says what an erasure destroyed, and what it left. */
final class ErasureLetters {

    private ErasureLetters() {}

    static List<Block> erasure(LetterFacts facts, RequestOpened opened) {
        if (!(facts.erasure() instanceof Complete(var done))) {
            throw LetterContent.missing("The erasure of the person is not complete.");
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                LetterContent.paragraph(
                        new LetterSentence(
                                LetterMessage.ERASED,
                                Map.of(
                                        LetterFact.RECEIVED_ON,
                                        LetterContent.day(opened, opened.intake().receivedAt()),
                                        LetterFact.ERASED_ON,
                                        LetterContent.day(opened, done.completedAt()))),
                        trail(done),
                        LetterSentence.of(LetterMessage.NOT_CALLED_AGAIN)));
        addListing(
                blocks,
                LetterMessage.ITEMS_ERASED,
                done.erased(),
                gone ->
                        new LetterSentence(
                                LetterMessage.ITEM_COUNT,
                                Map.of(
                                        LetterFact.KIND,
                                        gone.kind(),
                                        LetterFact.COUNT,
                                        gone.count())));
        addListing(blocks, LetterMessage.CERTIFICATES, facts.orders(), ErasureLetters::certificate);
        addListing(blocks, LetterMessage.ITEMS_KEPT, done.kept(), items -> kept(opened, items));
        if (!done.kept().isEmpty()) {
            blocks.add(AnswerLetters.remedies(facts));
        }
        return blocks;
    }

    private static LetterSentence trail(ErasureCompleted done) {
        LocalDate until = done.trailUntil();
        return until == null
                ? LetterSentence.of(LetterMessage.TRAIL_FORGOT)
                : LetterSentence.of(LetterMessage.TRAIL_KEEPS_UNTIL, LetterFact.UNTIL, until);
    }

    private static LetterSentence certificate(UUID order) {
        return LetterSentence.of(LetterMessage.CERTIFICATE, LetterFact.ORDER, order);
    }

    private static LetterSentence kept(RequestOpened opened, KeptItems items) {
        Map<LetterFact, Object> facts = new EnumMap<>(LetterFact.class);
        facts.put(LetterFact.KIND, items.kind());
        facts.put(LetterFact.COUNT, items.count());
        RefusalGround ground = items.ground();
        LocalDate until = items.until();
        if (until != null) {
            facts.put(LetterFact.UNTIL, until);
        }
        if (ground == null) {
            // No law keeps them, so none is told.
            return new LetterSentence(
                    until == null ? LetterMessage.NOT_DESTROYED_YET : LetterMessage.NEEDED_UNTIL,
                    facts);
        }
        facts.put(LetterFact.GROUND, new LetterGround(ground, opened.type()));
        String reference = reference(items);
        if (reference != null) {
            facts.put(LetterFact.REFERENCE, reference);
        }
        LetterMessage message =
                reference == null
                        ? (until == null ? LetterMessage.KEPT : LetterMessage.KEPT_UNTIL)
                        : (until == null
                                ? LetterMessage.KEPT_BY_LAW
                                : LetterMessage.KEPT_BY_LAW_UNTIL);
        return new LetterSentence(message, facts);
    }

    /** The text that keeps them: that of the policy, or the one behind what keeps them. */
    private static @Nullable String reference(KeptItems items) {
        KeepingCause cause = items.cause();
        if (items.reference() != null || cause == null) {
            return items.reference();
        }
        return switch (cause) {
            case SUPPRESSION -> "GDPR art. 21(3)";
            case REQUEST_FILE -> "GDPR art. 5(2)";
            case KEPT_RECORDING -> "GDPR art. 5(2), 7(1)";
            case LEGAL_HOLD, STATUTORY_MINIMUM, CONFLICT, REFUSED_BY_OWNER -> null;
        };
    }

    /** No list of nothing. */
    private static <T> void addListing(
            List<Block> blocks,
            LetterMessage intro,
            List<T> items,
            Function<T, LetterSentence> words) {
        if (!items.isEmpty()) {
            blocks.add(new Listing(LetterSentence.of(intro), items.stream().map(words).toList()));
        }
    }
}
