// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening.domain;

import io.temoin.consent.party.domain.PartyId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of numbers that a tenant screens by: a public register under the code that rule packs name
 * it by, or what one controller may not call any more. A register is the tenant's own copy: the
 * licences of public registers are not shared between organisations.
 *
 * @param code such as {@code UK-TPS}; {@value #SUPPRESSION} for a controller's own list
 * @param controller whose list it is; absent for a public register
 */
public record RegisterId(String code, @Nullable PartyId controller) {

    /** The code of every controller's own list (GDPR art. 21(3): whoever objected). */
    public static final String SUPPRESSION = "SUPPRESSION";

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]*(-[A-Z0-9]+)*");
    private static final int LONGEST = 32;

    public RegisterId {
        if (!isCode(code) || code.equals(SUPPRESSION) != (controller != null)) {
            throw new IllegalArgumentException(
                    "a register has a code, and a suppression list a controller");
        }
    }

    /** A public register. */
    public static RegisterId publicly(String code) {
        return new RegisterId(code, null);
    }

    /** A controller's own list. */
    public static RegisterId suppressionOf(PartyId controller) {
        return new RegisterId(SUPPRESSION, controller);
    }

    /** Whether {@code text} has the shape of a code. */
    public static boolean isCode(String text) {
        return text.length() <= LONGEST && CODE.matcher(text).matches();
    }

    /** The key of its stream of events. */
    public String key() {
        String lower = code.toLowerCase(Locale.ROOT);
        return controller == null ? lower : lower + "-" + controller.value();
    }
}
