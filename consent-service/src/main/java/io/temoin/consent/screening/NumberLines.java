// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.screening.domain.FingerprintPages;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.phonenumbers.domain.PlainNumber;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns lines into fingerprints. A line holds one number, in E.164 or as people of one country
 * write it; with several columns the first one counts. Empty lines count as lines and hold nothing.
 */
@Singleton
class NumberLines {

    /** The byte order mark, in UTF-8. */
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;

    NumberLines(PhoneNumbers numbers, Pseudonyms pseudonyms) {
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
    }

    /**
     * What lines hold.
     *
     * @param lines how many there were
     * @param broken which of them, from 0, hold no phone number; the first ones only
     * @param fingerprints of the others, in the order of the lines
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Read(int lines, List<Integer> broken, byte[] fingerprints) {}

    /**
     * Reads whole lines. Costs processor time only; any number of threads may read at once.
     *
     * @param mostBroken how many broken lines are named
     */
    Read read(byte[] text, int from, int to, TenantId tenant, String region, int mostBroken) {
        byte[] fingerprints = new byte[FingerprintPages.WIDTH * linesIn(text, from, to)];
        List<Integer> broken = new ArrayList<>();
        int lines = 0;
        int kept = 0;
        for (int start = from; start < to; lines++) {
            int end = endOfLine(text, start, to);
            int first = start(text, start, end);
            if (first < end) {
                byte[] number = number(text, first, endOfColumn(text, first, end), region);
                if (number != null) {
                    pseudonyms.write(tenant, number, fingerprints, kept);
                    kept += FingerprintPages.WIDTH;
                } else if (broken.size() < mostBroken) {
                    broken.add(lines);
                }
            }
            start = end + 1;
        }
        return new Read(lines, broken, Arrays.copyOf(fingerprints, kept));
    }

    private byte @Nullable [] number(byte[] text, int from, int to, String region) {
        byte[] plain = PlainNumber.read(text, from, to, region);
        if (plain != null) {
            return plain;
        }
        PhoneNumber closer =
                numbers.canonical(
                        new String(text, from, to - from, StandardCharsets.UTF_8), region);
        return closer == null ? null : closer.value().getBytes(StandardCharsets.US_ASCII);
    }

    private static int linesIn(byte[] text, int from, int to) {
        int lines = 1;
        for (int i = from; i < to; i++) {
            if (text[i] == '\n') {
                lines++;
            }
        }
        return lines;
    }

    private static int endOfLine(byte[] text, int from, int to) {
        int end = from;
        while (end < to && text[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Past opening quotes, spaces, and the mark that some programs begin a file with. */
    private static int start(byte[] text, int from, int to) {
        int start = startsWithMark(text, from, to) ? from + MARK.length : from;
        while (start < to && (text[start] == '"' || isBlank(text[start]))) {
            start++;
        }
        return start;
    }

    /** Before the separator of columns, closing quotes and spaces. */
    private static int endOfColumn(byte[] text, int from, int to) {
        int end = from;
        while (end < to && text[end] != ',' && text[end] != ';' && text[end] != '\t') {
            end++;
        }
        while (end > from && (text[end - 1] == '"' || isBlank(text[end - 1]))) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(byte character) {
        return character >= 0 && character <= ' ';
    }

    private static boolean startsWithMark(byte[] text, int from, int to) {
        return to - from >= MARK.length
                && Arrays.equals(text, from, from + MARK.length, MARK, 0, MARK.length);
    }
}
