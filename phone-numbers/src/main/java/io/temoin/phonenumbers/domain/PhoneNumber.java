// SPDX-License-Identifier: Apache-2.0
package io.temoin.phonenumbers.domain;

import java.util.regex.Pattern;

/** A phone number in its one canonical form, E.164. Personal: {@code toString} never shows it. */
public record PhoneNumber(String value) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{3,14}");

    public PhoneNumber {
        if (!E164.matcher(value).matches()) {
            throw new IllegalArgumentException("a phone number is in E.164 form");
        }
    }

    @Override
    public String toString() {
        return "PhoneNumber[redacted]";
    }
}
