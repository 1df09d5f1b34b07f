// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.chassis.ChassisProblem;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.PhoneNumbers.Callee;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.Sector;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what requests say of a call, whether of one or of a list. Every method may refuse. */
public final class CallFields {

    private static final String WITHHELD = "WITHHELD";
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");

    private CallFields() {}

    /** What would be offered, where that is said. */
    public static @Nullable Sector sector(@Nullable String sector) {
        return sector == null ? null : RequestFields.oneOf("/sector", sector, Sector.class);
    }

    /** What would be shown, where that is said. */
    public static @Nullable CallerId callerId(@Nullable String shown, @Nullable Boolean automated) {
        boolean dialled = Boolean.TRUE.equals(automated);
        if (shown == null && dialled) {
            throw RequestFields.refused(
                    "/callerId",
                    "field-missing",
                    "An automated call must state the number that will be shown.");
        }
        if (shown == null) {
            return null;
        }
        return new CallerId(
                shown.equals(WITHHELD)
                        ? null
                        : RequestFields.matching(
                                "/callerId",
                                shown,
                                text -> E164.matcher(text).matches(),
                                "a phone number in E.164 format such as +33162001234, or "
                                        + WITHHELD),
                dialled);
    }

    /**
     * The same of a question about one person, which is kept in clear: it is not that person's own
     * number, however either is written.
     */
    static @Nullable CallerId callerId(
            @Nullable String shown,
            @Nullable Boolean automated,
            Callee callee,
            PhoneNumbers numbers) {
        CallerId read = callerId(shown, automated);
        String number = read == null ? null : read.number();
        if (number != null
                && callee.number().equals(numbers.canonical(number, callee.jurisdiction()))) {
            throw ChassisProblem.PERSONAL_DATA_REFUSED.at(
                    "/callerId",
                    "This is the number of the person to be called. State the number that will be"
                            + " shown to that person.");
        }
        return read;
    }
}
