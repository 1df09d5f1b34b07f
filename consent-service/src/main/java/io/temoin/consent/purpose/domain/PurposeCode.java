// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import java.util.Locale;
import java.util.regex.Pattern;

/** Name of a purpose in the catalogue, such as {@code QUALITY}. */
public record PurposeCode(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

    public PurposeCode {
        if (!isOne(value)) {
            throw new IllegalArgumentException("a purpose is 1 to 63 of A-Z, 0-9 and '_'");
        }
    }

    /** Whether {@code text} has the shape of a purpose's code. */
    public static boolean isOne(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** The code as one word, so that it ends the name of a stream unmistakably. */
    public String word() {
        return value.toLowerCase(Locale.ROOT).replace("_", "");
    }

    @Override
    public String toString() {
        return value;
    }
}
