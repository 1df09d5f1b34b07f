// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import org.jspecify.annotations.Nullable;

/** Why a command could not be carried out, as a sentence for the operator. */
final class CannotRun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotRun(String sentence) {
        super(sentence);
    }

    CannotRun(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
