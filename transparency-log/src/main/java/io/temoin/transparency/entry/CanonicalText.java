// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import java.util.ArrayList;
import java.util.List;

/**
 * A value of an entry as people read it: a string without its quotes, the strings of a list with
 * commas between them, and everything else as it is written. Reads the canonical form (RFC 8785) of
 * exactly these, so that no JSON parser is needed.
 */
final class CanonicalText {

    private static final int HEX_DIGITS = 4;

    private final String json;
    private int at;

    private CanonicalText(String json) {
        this.json = json;
    }

    /** The value as text. What is neither a string nor a list of strings is shown as it is. */
    static String of(String json) {
        try {
            return new CanonicalText(json).read();
        } catch (NotText _) {
            return json;
        }
    }

    private String read() throws NotText {
        String text = next() == '[' ? String.join(", ", list()) : string();
        if (at != json.length()) {
            throw new NotText();
        }
        return text;
    }

    private List<String> list() throws NotText {
        List<String> strings = new ArrayList<>();
        expect('[');
        if (next() == ']') {
            at++;
            return strings;
        }
        strings.add(string());
        while (next() == ',') {
            at++;
            strings.add(string());
        }
        expect(']');
        return strings;
    }

    private String string() throws NotText {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (next() != '"') {
            char unit = json.charAt(at++);
            text.append(unit == '\\' ? escaped() : unit);
        }
        at++;
        return text.toString();
    }

    private char escaped() throws NotText {
        char kind = next();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw new NotText();
        };
    }

    private char unit() throws NotText {
        if (at + HEX_DIGITS > json.length()) {
            throw new NotText();
        }
        int unit = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = Character.digit(json.charAt(at++), 16);
            if (digit < 0) {
                throw new NotText();
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private char next() throws NotText {
        if (at >= json.length()) {
            throw new NotText();
        }
        return json.charAt(at);
    }

    private void expect(char wanted) throws NotText {
        if (next() != wanted) {
            throw new NotText();
        }
        at++;
    }

    /** The value is no string and no list of strings. */
    private static final class NotText extends Exception {
        NotText() {
            super(null, null, false, false);
        }
    }
}
