// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

/**
 * A text that somebody sent, before anybody believed it.
 *
 * @param pointer where it stands in what was sent (RFC 6901)
 * @param text as sent; never logged, since it may be anything
 */
public record SubmittedText(String pointer, String text) {

    /** Not the text: it may be personal. */
    @Override
    public String toString() {
        return "SubmittedText[" + pointer + "]";
    }
}
