// SPDX-License-Identifier: Apache-2.0
package io.temoin.phonenumbers.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads phone numbers whose form leaves nothing to think about, without the cost of a library that
 * knows every country: lists have millions of them. Whatever is not certain is left to that.
 *
 * <p>Never says anything else than the library would.
 */
public final class PlainNumber {

    /**
     * One country's numbers.
     *
     * @param region ISO 3166-1 code
     * @param code its country code
     * @param trunk whether national numbers are written with a 0 that E.164 leaves out
     * @param shortest digits after the country code
     * @param first the least digit they begin with
     */
    private record Plan(
            String region, String code, boolean trunk, int shortest, int longest, char first) {

        boolean takes(byte[] digits, int from, int to) {
            int length = to - from;
            return length >= shortest && length <= longest && digits[from] >= first;
        }

        byte[] international(byte[] digits, int from, int to) {
            if (region.equals("FR")) {
                return FrenchPlan.international(digits, from);
            }
            byte[] number = new byte[1 + code.length() + to - from];
            number[0] = '+';
            for (int i = 0; i < code.length(); i++) {
                number[1 + i] = (byte) code.charAt(i);
            }
            System.arraycopy(digits, from, number, 1 + code.length(), to - from);
            return number;
        }
    }

    private static final List<Plan> PLANS =
            List.of(
                    new Plan("FR", "33", true, 9, 9, '1'),
                    new Plan("GB", "44", true, 10, 10, '2'),
                    new Plan("US", "1", false, 10, 10, '2'),
                    new Plan("CA", "1", false, 10, 10, '2'),
                    new Plan("BE", "32", true, 8, 9, '1'),
                    new Plan("ES", "34", false, 9, 9, '5'),
                    new Plan("NL", "31", true, 9, 9, '1'));

    private static final int LONGEST = 15;

    private PlainNumber() {}

    /**
     * The number in E.164, as ASCII; {@code null} when it takes a closer look.
     *
     * @param text ASCII; what is between {@code from} and {@code to} counts
     * @param region ISO 3166-1 code of the country whose national numbers have no country code
     */
    public static byte @Nullable [] read(byte[] text, int from, int to, String region) {
        boolean international = to > from && text[from] == '+';
        byte[] digits = new byte[LONGEST];
        int count = digits(text, international ? from + 1 : from, to, digits);
        if (count == 0) {
            return null;
        }
        return international ? international(digits, count) : national(digits, count, region);
    }

    /** How many there are; none when there is anything else but the usual separators. */
    private static int digits(byte[] text, int from, int to, byte[] digits) {
        int count = 0;
        for (int i = from; i < to; i++) {
            byte next = text[i];
            if (next >= '0' && next <= '9') {
                if (count == LONGEST) {
                    return 0;
                }
                digits[count++] = next;
            } else if (next != ' ' && next != '.' && next != '-') {
                return 0;
            }
        }
        return count;
    }

    private static byte @Nullable [] international(byte[] digits, int count) {
        for (Plan plan : PLANS) {
            int code = plan.code().length();
            if (count > code
                    && startsWith(digits, plan.code())
                    && plan.takes(digits, code, count)) {
                return plan.international(digits, code, count);
            }
        }
        return null;
    }

    private static byte @Nullable [] national(byte[] digits, int count, String region) {
        for (Plan plan : PLANS) {
            if (plan.region().equals(region)) {
                int from = plan.trunk() ? 1 : 0;
                boolean written = !plan.trunk() || digits[0] == '0';
                return written && count > from && plan.takes(digits, from, count)
                        ? plan.international(digits, from, count)
                        : null;
            }
        }
        return null;
    }

    private static boolean startsWith(byte[] digits, String code) {
        for (int i = 0; i < code.length(); i++) {
            if (digits[i] != code.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
