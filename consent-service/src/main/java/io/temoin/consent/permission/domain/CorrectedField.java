// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import org.jspecify.annotations.Nullable;

/**
 * What would be right of a consent.
 *
 * @param value a moment is written as an instant (RFC 3339, UTC); absent where the person agreed to
 *     nothing of the kind
 */
public record CorrectedField(ConsentField field, @Nullable String value) {

    /** What is right of a person is not for a log. */
    @Override
    public String toString() {
        return "CorrectedField[field=" + field + "]";
    }
}
