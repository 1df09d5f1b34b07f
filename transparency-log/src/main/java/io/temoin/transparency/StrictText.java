// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reading of text that leaves no choice: for every value there is exactly one spelling, so whoever
 * reads a text and writes it again has the same bytes. Signatures and proofs depend on that. Every
 * method throws {@link Untrusted} with the given name of the thing in its sentence.
 */
public final class StrictText {

    private static final int LONGEST_LONG = 19;

    private StrictText() {}

    /** Decodes UTF-8; malformed bytes are refused and never replaced. */
    public static String utf8(byte[] bytes, String what) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new Untrusted(what + " is not valid UTF-8.");
        }
    }

    /** Encodes UTF-8; half of a surrogate pair is refused and never replaced. */
    public static byte[] bytes(String text, String what) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return encoded(text, what);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8); // nothing in it that could be replaced
    }

    private static byte[] encoded(String text, String what) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException _) {
            throw new Untrusted(what + " cannot be written as UTF-8.");
        }
    }

    /** Decodes standard base64 (RFC 4648, section 4) with padding and with no bits left over. */
    public static byte[] base64(String text, String what) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw new Untrusted(what + " is not base64.");
        }
        if (!base64(bytes).equals(text)) {
            throw new Untrusted(what + " is not base64 in its one canonical spelling.");
        }
        return bytes;
    }

    /** Encodes standard base64 with padding. */
    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Reads a decimal number from 0 to 2^63 - 1, in ASCII digits without leading zeros. */
    public static long decimal(String digits, String what) {
        boolean wellFormed =
                !digits.isEmpty()
                        && digits.length() <= LONGEST_LONG
                        && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                        && (digits.length() == 1 || digits.charAt(0) != '0');
        if (!wellFormed) {
            throw new Untrusted(what + " is not a decimal number without leading zeros.");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw new Untrusted(what + " is larger than 2^63 - 1.");
        }
    }

    /** The lines of a text in which every line ends in a newline, without these newlines. */
    public static List<String> lines(String text, String what) {
        if (!text.endsWith("\n")) {
            throw new Untrusted(what + " does not end in a newline.");
        }
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return lines;
    }

    /** Refuses a text with a control character below 0x20 other than the newline. */
    public static void refuseControls(String text, String what) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x20 && unit != '\n') {
                throw new Untrusted(what + " contains a control character.");
            }
        }
    }
}
