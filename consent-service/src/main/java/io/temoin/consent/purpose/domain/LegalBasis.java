// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

/** The ground of one purpose (GDPR art. 6(1)), fixed before the processing starts. */
public enum LegalBasis {
    /** Art. 6(1)(a). */
    CONSENT,
    /** Art. 6(1)(b). */
    CONTRACT,
    /** Art. 6(1)(c). */
    LEGAL_OBLIGATION,
    /** Art. 6(1)(d). */
    VITAL_INTEREST,
    /** Art. 6(1)(e). */
    PUBLIC_TASK,
    /** Art. 6(1)(f); needs a balancing test. */
    LEGITIMATE_INTEREST
}
