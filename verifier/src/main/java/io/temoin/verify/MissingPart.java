// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import java.util.Objects;

/**
 * A log does not show a part of the tree that it signed: it is lost, or held back, or was pruned.
 * The message is a sentence for the person who asked.
 */
final class MissingPart extends RuntimeException {

    MissingPart(String path) {
        super(
                "The log does not have " + path + ", which is part of what it signed.",
                null,
                false,
                false);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage(), "always given");
    }
}
