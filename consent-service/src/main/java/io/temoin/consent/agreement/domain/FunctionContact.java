// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a function of an organisation is reached, for instance {@code dpo@}: business data that
 * outlives who holds the function. There is no place for a name, since events are for ever.
 *
 * @param telephone in E.164
 * @param postalAddress of the organisation, in one line
 */
public record FunctionContact(
        String email, @Nullable String telephone, @Nullable String postalAddress) {

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");
    private static final Pattern TELEPHONE = Pattern.compile("\\+[1-9][0-9]{5,14}");
    private static final int LONGEST_EMAIL = 254;

    /** Whether {@code text} has the shape of an e-mail address. */
    public static boolean isEmail(String text) {
        return text.length() <= LONGEST_EMAIL && EMAIL.matcher(text).matches();
    }

    /** Whether {@code text} is a number in E.164. */
    public static boolean isTelephone(String text) {
        return TELEPHONE.matcher(text).matches();
    }
}
