// SPDX-License-Identifier: Apache-2.0
package io.temoin.phonenumbers.domain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The French numbering plan, which is one for the mainland and overseas: nine national digits name
 * one line, but its international form has the country code of the territory the line is in. "0596
 * 72 01 23" is +596 596 72 01 23, whoever writes it, and never +33 596 72 01 23.
 *
 * <p>Blocks by ARCEP décision 2018-0881 as amended; checked against libphonenumber, which knows
 * each territory's plan and not that they are one. Numbers with special rates (08) have no
 * territory.
 */
public final class FrenchPlan {

    /** How many digits a national number has without its trunk 0. */
    public static final int LENGTH = 9;

    /**
     * Country codes and the blocks that are theirs, as national digits; what is within a block that
     * another one has, after that. All others are +33.
     */
    private static final String[][] BLOCKS = {
        // Guadeloupe, Saint-Barthélemy, Saint-Martin
        {"590", "590", "5987", "690", "691", "7090", "9475", "9395", "9760", "9761", "9768"},
        {"594", "594", "5988", "694", "70930", "70931", "70932", "70933", "9476", "9396", "9764"},
        {"594", "9765"},
        {"596", "596", "5989", "696", "697", "7091", "9477", "9397", "9766", "9767"},
        // Réunion and Mayotte
        {"262", "262", "263", "2688", "2689", "269", "639", "692", "693", "7092"},
        {"262", "70935", "70936", "70937", "9478", "9479", "9398", "9399"},
        {"262", "9762", "9763", "9769"},
        // Saint-Pierre-et-Miquelon
        {"508", "508", "7084", "7085"},
        // 06 39 98 is kept for fiction, on the mainland.
        {"33", "63998"}
    };

    private static final int MAINLAND = 33;
    private static final int MIQUELON = 508;
    private static final int LOOKED_AT = 5;
    private static final int TEN = 10;

    /** Country code by the first five digits; one look for each of a list's millions. */
    private static final short[] COUNTRY_CODES = countryCodes();

    private FrenchPlan() {}

    /** Whether numbers with that country code are of this plan. */
    public static boolean hasCountryCode(int code) {
        return switch (code) {
            case 33, 262, 508, 590, 594, 596 -> true;
            default -> false;
        };
    }

    /**
     * The number in E.164, as ASCII.
     *
     * @param digits ASCII; nine of them from {@code from} on
     */
    static byte[] international(byte[] digits, int from) {
        int country = COUNTRY_CODES[first(digits, from)];
        // Their own numbers have six digits, which 05 08 goes before in the national form.
        int start = country == MIQUELON && digits[from] == '5' ? from + 3 : from;
        int prefix = country == MAINLAND ? 2 : 3;
        byte[] number = new byte[1 + prefix + from + LENGTH - start];
        number[0] = '+';
        for (int i = prefix, rest = country; i > 0; i--, rest /= TEN) {
            number[i] = (byte) ('0' + rest % TEN);
        }
        System.arraycopy(digits, start, number, 1 + prefix, from + LENGTH - start);
        return number;
    }

    /**
     * The number in E.164.
     *
     * @param national nine digits
     */
    public static PhoneNumber number(String national) {
        byte[] digits = national.getBytes(US_ASCII);
        return new PhoneNumber(new String(international(digits, 0), US_ASCII));
    }

    /** Whether the number is one of the mainland, or of no territory. */
    public static boolean isMainland(String national) {
        return COUNTRY_CODES[Integer.parseInt(national, 0, LOOKED_AT, TEN)] == MAINLAND;
    }

    /**
     * What the law calls the number, which names blocks of the plan by national digits: +33 and
     * those, also of a number overseas; {@code null} when it is not of the plan.
     *
     * @param e164 not necessarily in its canonical form
     */
    public static @Nullable String asMainland(String e164) {
        for (String[] blocks : BLOCKS) {
            String code = "+" + blocks[0];
            if (e164.startsWith(code)) {
                String digits = e164.substring(code.length());
                if (digits.length() == LENGTH) {
                    return "+" + MAINLAND + digits;
                }
                return blocks[0].equals(String.valueOf(MIQUELON))
                        ? "+" + MAINLAND + MIQUELON + digits
                        : null;
            }
        }
        return null;
    }

    private static int first(byte[] digits, int from) {
        int first = 0;
        for (int i = from; i < from + LOOKED_AT; i++) {
            first = first * TEN + digits[i] - '0';
        }
        return first;
    }

    private static short[] countryCodes() {
        short[] codes = new short[100_000];
        Arrays.fill(codes, (short) MAINLAND);
        for (String[] blocks : BLOCKS) {
            for (int i = 1; i < blocks.length; i++) {
                fill(codes, blocks[i], Short.parseShort(blocks[0]));
            }
        }
        return codes;
    }

    private static void fill(short[] codes, String block, short country) {
        int from = Integer.parseInt(block);
        int to = from + 1;
        for (int digits = block.length(); digits < LOOKED_AT; digits++) {
            from *= TEN;
            to *= TEN;
        }
        Arrays.fill(codes, from, to, country);
    }
}
