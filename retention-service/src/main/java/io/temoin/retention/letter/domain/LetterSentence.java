// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import java.util.Map;

/**
 * One sentence of a letter, in no language yet.
 *
 * @param facts a value for each fact of the message: a day, a number, a code, an id or a citation
 */
public record LetterSentence(LetterMessage message, Map<LetterFact, Object> facts) {

    /** Rejects facts that are not those of the message. */
    public LetterSentence {
        facts = Map.copyOf(facts);
        if (!facts.keySet().equals(message.facts())) {
            throw new IllegalArgumentException(
                    message + " names " + message.facts() + ", not " + facts.keySet());
        }
    }

    static LetterSentence of(LetterMessage message) {
        return new LetterSentence(message, Map.of());
    }

    static LetterSentence of(LetterMessage message, LetterFact fact, Object value) {
        return new LetterSentence(message, Map.of(fact, value));
    }
}
