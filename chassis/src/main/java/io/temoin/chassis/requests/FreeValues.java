// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.PersonalTexts;
import io.temoin.eventsourcing.Rejected;

/**
 * Checks every value that a client may choose freely and that is kept in clear: headers,
 * references, codes and names. They are in events, topics and the trail for good, where no erasure
 * of a person reaches them.
 */
public final class FreeValues {

    private FreeValues() {}

    /**
     * Refuses a value that looks like a phone number or an e-mail address. The refusal does not
     * repeat it.
     *
     * @param pointer where it stands
     * @param instead a sentence that says what may stand there
     * @return the value
     * @throws Rejected when it does
     */
    public static String impersonal(String pointer, String value, String instead) {
        String personal = PersonalTexts.kindOf(value);
        if (personal != null) {
            throw ChassisProblem.PERSONAL_DATA_REFUSED.at(
                    pointer, "This looks like " + personal + ". " + instead);
        }
        return value;
    }

    /**
     * The same for a reference or a code.
     *
     * @throws Rejected when it looks personal
     */
    public static String impersonal(String pointer, String value) {
        return impersonal(pointer, value, "A reference or a code must not contain personal data.");
    }

    /**
     * The same where a reason is stated.
     *
     * @throws Rejected with a pointer to it
     */
    public static void impersonalReason(String code, String reference) {
        impersonal("/reason/code", code, "A reason must have a code.");
        impersonal("/reason/reference", reference, "A reason must refer to a ticket or a case.");
    }
}
