// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

/**
 * The question has no answer: it was asked wrongly, or something it needs could not be read. Not a
 * finding against the log. The message is a sentence for the person who asked.
 */
final class CannotVerify extends RuntimeException {

    CannotVerify(String sentence) {
        super(sentence, null, false, false);
    }
}
