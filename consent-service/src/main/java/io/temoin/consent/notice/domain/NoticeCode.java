// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import java.util.regex.Pattern;

/** Name of a notice of a controller, such as {@code RECORDING}. */
public record NoticeCode(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

    public NoticeCode {
        if (!isOne(value)) {
            throw new IllegalArgumentException("a notice is 1 to 63 of A-Z, 0-9 and '_'");
        }
    }

    /** Whether {@code text} has the shape of a notice's code. */
    public static boolean isOne(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
