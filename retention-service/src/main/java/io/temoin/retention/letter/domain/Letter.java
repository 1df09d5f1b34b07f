// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import io.temoin.retention.rights.domain.LetterKind;
import java.util.List;

/**
 * A letter, in no language yet.
 *
 * @param subject what it is about, in a line
 * @param blocks what it says, in order
 */
public record Letter(LetterKind kind, LetterSentence subject, List<Block> blocks) {

    public Letter {
        blocks = List.copyOf(blocks);
    }

    /** A part of a letter. */
    public sealed interface Block {}

    /** Sentences that follow each other. */
    public record Paragraph(List<LetterSentence> sentences) implements Block {
        public Paragraph {
            sentences = List.copyOf(sentences);
        }
    }

    /**
     * A list.
     *
     * @param intro the line above it
     */
    public record Listing(LetterSentence intro, List<LetterSentence> items) implements Block {
        public Listing {
            items = List.copyOf(items);
        }
    }
}
