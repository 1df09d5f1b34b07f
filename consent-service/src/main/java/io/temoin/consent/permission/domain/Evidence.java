// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import java.util.regex.Pattern;

/**
 * Where the proof of a consent lies. A reference, never free text: it travels in clear.
 *
 * @param kind what it is, for instance {@code CALL_SEGMENT} or {@code WEB_FORM}
 * @param reference where it is, in the system that keeps it
 */
public record Evidence(String kind, String reference) {

    private static final Pattern KIND = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/#-]{0,127}");

    public Evidence {
        if (!isKind(kind) || !isReference(reference)) {
            throw new IllegalArgumentException("evidence is an UPPER_SNAKE kind and a reference");
        }
    }

    /** Whether {@code text} has the shape of a kind. */
    public static boolean isKind(String text) {
        return KIND.matcher(text).matches();
    }

    /** Whether {@code text} has the shape of a reference. */
    public static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }
}
