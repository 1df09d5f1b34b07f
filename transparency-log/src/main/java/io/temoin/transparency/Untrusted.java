// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import java.util.Objects;

/**
 * What was read or checked is refused: its form is not the published one, a proof does not hold, or
 * a signature is missing or wrong. The one exception of this library for data that came from
 * outside; its message is a sentence for the person who asked. It has no stack trace, because the
 * place in our code says nothing about the fault in the data.
 */
public final class Untrusted extends RuntimeException {

    /** A refusal with the sentence that says what is wrong. */
    public Untrusted(String sentence) {
        super(sentence, null, false, false);
    }

    /** What is wrong, in a sentence. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage(), "always given");
    }
}
