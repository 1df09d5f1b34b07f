// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import io.temoin.retention.letter.domain.Letter.Block;
import io.temoin.retention.letter.domain.Letter.Listing;
import io.temoin.retention.rights.domain.Recipient;
import io.temoin.retention.rights.domain.RecipientExcuse;
import io.temoin.retention.rights.domain.RecipientState;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a person is told of those who received the data (GDPR art. 15(1)(c), 19). */
final class RecipientLetters {

    private RecipientLetters() {}

    static List<Block> recipients(LetterFacts facts, RequestOpened opened, Progress progress) {
        requireNamed(progress);
        return List.of(
                LetterContent.paragraph(
                        new LetterSentence(
                                LetterMessage.RECIPIENTS_ASKED,
                                Map.of(
                                        LetterFact.RECEIVED_ON,
                                        LetterContent.day(opened, opened.intake().receivedAt()),
                                        LetterFact.TYPE,
                                        opened.type()))),
                list(facts, opened, progress));
    }

    /** Silence of the desk is not taken for nobody. */
    static void requireNamed(Progress progress) {
        if (!progress.correspondence().recipients().named()) {
            throw LetterContent.missing("Nobody has stated who received the data.");
        }
    }

    /** Who received nothing of this person's is no recipient. */
    static Block list(LetterFacts facts, RequestOpened opened, Progress progress) {
        List<LetterSentence> received =
                progress.correspondence().recipients().all().stream()
                        .filter(it -> it.excuse() != RecipientExcuse.NOT_DISCLOSED)
                        .map(it -> sentence(facts, opened, it))
                        .toList();
        return received.isEmpty()
                ? LetterContent.paragraph(LetterSentence.of(LetterMessage.NO_RECIPIENTS))
                : new Listing(LetterSentence.of(LetterMessage.RECIPIENTS), received);
    }

    private static LetterSentence sentence(LetterFacts letter, RequestOpened opened, Recipient it) {
        RecipientState state = it.state(opened.type());
        Map<LetterFact, Object> facts = new EnumMap<>(LetterFact.class);
        facts.put(LetterFact.RECIPIENT, letter.names().party(it.named().recipient()));
        if (it.notified() != null) {
            facts.put(
                    LetterFact.NOTIFIED_ON, LetterContent.day(opened, it.notified().notifiedAt()));
        }
        Instant acknowledgedAt = it.acknowledgedAt();
        if (acknowledgedAt != null) {
            facts.put(LetterFact.ACKNOWLEDGED_ON, LetterContent.day(opened, acknowledgedAt));
        }
        if (it.excuse() != null) {
            facts.put(LetterFact.EXCUSE, it.excuse());
        }
        return new LetterSentence(
                switch (state) {
                    case LISTED -> LetterMessage.RECIPIENT_LISTED;
                    case TO_NOTIFY -> LetterMessage.RECIPIENT_TO_NOTIFY;
                    case NOTIFIED -> LetterMessage.RECIPIENT_NOTIFIED;
                    case ACKNOWLEDGED -> LetterMessage.RECIPIENT_ACKNOWLEDGED;
                    case EXCUSED -> LetterMessage.RECIPIENT_EXCUSED;
                },
                facts);
    }
}
