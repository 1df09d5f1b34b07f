// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

/**
 * What a text is to say from now on.
 *
 * @param pointer JSON pointer (RFC 6901) of the text, into the content of the document
 */
public record CorrectedText(String pointer, String text) {

    /** Words about a person are not for a log. */
    @Override
    public String toString() {
        return "CorrectedText[pointer=" + pointer + ", text=redacted]";
    }
}
