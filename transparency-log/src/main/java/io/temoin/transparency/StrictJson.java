// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) that nobody has checked, with the JDK alone: objects as {@link Map}, arrays
 * as {@link List}, texts as {@link String}, whole numbers as {@link Long} and truth values as
 * {@link Boolean}. Refuses what two readers could take for two things, or what no document here
 * has: a member that is there twice, other values, content after the end, and deep nesting.
 */
public final class StrictJson {

    private static final int DEEPEST = 8;
    private static final int MOST_DIGITS = 18;
    private static final int HEX_DIGITS = 4;
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String what;
    private final String text;
    private int at;

    private StrictJson(String text, String what) {
        this.what = what;
        this.text = text;
    }

    /**
     * The object that these bytes are.
     *
     * @param what the document, as the subject of a sentence that refuses it
     */
    public static Map<String, Object> object(byte[] bytes, String what) {
        StrictJson reader = new StrictJson(StrictText.utf8(bytes, what), what);
        Map<String, Object> read = members(reader.value(0), what);
        reader.skipSpace();
        if (reader.at < reader.text.length()) {
            throw reader.malformed();
        }
        return read;
    }

    /** The members of a value that has to be an object. */
    public static Map<String, Object> members(Object value, String what) {
        if (!(value instanceof Map<?, ?> read)) {
            throw new Untrusted(what + " has something else where an object belongs.");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        read.forEach((name, member) -> members.put((String) name, member));
        return members;
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw new Untrusted(what + " is nested too deeply.");
        }
        return switch (next()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        for (boolean first = true; !isEnd('}', first); first = false) {
            if (next() != '"') {
                throw malformed();
            }
            String name = string();
            expect(':');
            if (members.put(name, value(depth)) != null) {
                throw new Untrusted(what + " has the same member twice.");
            }
        }
        return Collections.unmodifiableMap(members);
    }

    private List<Object> array(int depth) {
        List<Object> items = new ArrayList<>();
        expect('[');
        for (boolean first = true; !isEnd(']', first); first = false) {
            items.add(value(depth));
        }
        return Collections.unmodifiableList(items);
    }

    /** Reads on to the next item: its end, or a comma unless it is the first. */
    private boolean isEnd(char end, boolean first) {
        if (next() == end) {
            at++;
            return true;
        }
        if (!first) {
            expect(',');
        }
        return false;
    }

    private String string() {
        expect('"');
        StringBuilder read = new StringBuilder();
        while (true) {
            char unit = unit();
            if (unit == '"') {
                return read.toString();
            }
            if (unit < ' ') {
                throw malformed();
            }
            read.append(unit == '\\' ? escaped() : unit);
        }
    }

    private char escaped() {
        char kind = unit();
        if (kind != 'u') {
            int escape = ESCAPES.indexOf(kind);
            if (escape < 0) {
                throw malformed();
            }
            return ESCAPED.charAt(escape);
        }
        int unit = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = Character.digit(unit(), 16);
            if (digit < 0) {
                throw malformed();
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    /** A whole number from 0 on, as {@link StrictText#decimal} reads it. */
    private Long number() {
        int from = at;
        while (at < text.length() && at - from <= MOST_DIGITS && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
        return StrictText.decimal(text.substring(from, at), "A number of " + what);
    }

    private Boolean word(String word, boolean value) {
        if (!text.startsWith(word, at)) {
            throw malformed();
        }
        at += word.length();
        return value;
    }

    private static boolean isDigit(char unit) {
        return unit >= '0' && unit <= '9';
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw malformed();
        }
        at++;
    }

    /** The next character that is no space; it is not read yet. */
    private char next() {
        skipSpace();
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private char unit() {
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at++);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Untrusted malformed() {
        return new Untrusted(what + " is incomplete, or is not JSON of the expected form.");
    }
}
