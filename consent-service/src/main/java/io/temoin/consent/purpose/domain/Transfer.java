// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

/**
 * Data goes to a third country (GDPR art. 44 to 49); access from there is enough.
 *
 * @param country ISO 3166-1 code
 * @param safeguard what makes it lawful
 */
public record Transfer(String country, Safeguard safeguard) {

    /** Grounds of a transfer. */
    public enum Safeguard {
        /** Art. 45. */
        ADEQUACY,
        /** Art. 46(2)(c). */
        STANDARD_CLAUSES,
        /** Art. 47. */
        BINDING_RULES,
        /** Art. 49. */
        DEROGATION
    }
}
