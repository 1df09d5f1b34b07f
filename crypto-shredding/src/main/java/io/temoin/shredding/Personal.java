// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding;

import java.time.Instant;

/**
 * A personal value: encrypted at rest under its subject's key, readable until that key is
 * destroyed. An erased value is never {@code null}, {@code 0} or an empty text, so no rule can
 * mistake it for one.
 *
 * @param <T> the value in clear: a text, a number or a record of such
 */
public sealed interface Personal<T> {

    /** Whose key protects the value. */
    SubjectId subject();

    /** The value in clear; its {@code toString} never shows it. */
    record Plaintext<T>(T value, SubjectId subject) implements Personal<T> {
        @Override
        public String toString() {
            return "Personal[plaintext]";
        }
    }

    /**
     * The key is gone, and with it the value (GDPR art. 17).
     *
     * @param since when the key was destroyed
     * @param basis why, as recorded with the destruction
     */
    record Erased<T>(SubjectId subject, Instant since, String basis) implements Personal<T> {}

    static <T> Personal<T> plaintext(T value, SubjectId subject) {
        return new Plaintext<>(value, subject);
    }
}
