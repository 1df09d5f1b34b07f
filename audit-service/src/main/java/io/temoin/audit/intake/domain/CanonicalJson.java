// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The one spelling of a JSON text or list of texts (RFC 8785 §3.2.2.2). Whole numbers below 2^53
 * are spelled alike everywhere and need no help.
 */
final class CanonicalJson {

    private CanonicalJson() {}

    static String of(List<String> texts) {
        return texts.stream().map(CanonicalJson::of).collect(Collectors.joining(",", "[", "]"));
    }

    static String of(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            append(json, text.charAt(i));
        }
        return json.append('"').toString();
    }

    private static void append(StringBuilder json, char unit) {
        switch (unit) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\t' -> json.append("\\t");
            case '\n' -> json.append("\\n");
            case '\f' -> json.append("\\f");
            case '\r' -> json.append("\\r");
            default -> {
                if (unit < ' ') {
                    json.append("\\u00").append(Character.forDigit(unit >> 4, 16));
                    json.append(Character.forDigit(unit & 0xf, 16));
                } else {
                    json.append(unit);
                }
            }
        }
    }
}
