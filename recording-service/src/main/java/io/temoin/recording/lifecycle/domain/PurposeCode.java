// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.regex.Pattern;

/** A purpose of the catalogue (GDPR art. 5(1)(b)). The catalogue is open: a code is not an enum. */
public record PurposeCode(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

    public static final PurposeCode QUALITY = new PurposeCode("QUALITY");
    public static final PurposeCode TRAINING = new PurposeCode("TRAINING");
    public static final PurposeCode EVALUATION = new PurposeCode("EVALUATION");

    public static final PurposeCode INSURANCE_SALE = new PurposeCode("INSURANCE_SALE");
    public static final PurposeCode INSURANCE_NO_SALE = new PurposeCode("INSURANCE_NO_SALE");
    public static final PurposeCode INVESTMENT_ORDER = new PurposeCode("INVESTMENT_ORDER");

    public PurposeCode {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a purpose is 1 to 63 of A-Z, 0-9 and '_'");
        }
    }

    /** Whether it is work on the floor, which a processor does and knows the end of. */
    public boolean isOfTheFloor() {
        return equals(QUALITY) || equals(TRAINING) || equals(EVALUATION);
    }

    @Override
    public String toString() {
        return value;
    }
}
