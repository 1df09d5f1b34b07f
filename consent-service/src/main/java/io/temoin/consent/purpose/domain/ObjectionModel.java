// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

/** How a person can stop a processing. */
public enum ObjectionModel {
    /** Absolutely and at once (GDPR art. 21(2)(3)). */
    ABSOLUTE,
    /** On grounds of a particular situation (GDPR art. 21(1)). */
    PARTICULAR_SITUATION,
    /** By withdrawing consent (GDPR art. 7(3)). */
    WITHDRAWAL
}
