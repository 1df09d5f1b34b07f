// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

/**
 * What becomes of a call by a processor that acts on instructions, while the person's consent names
 * another caller. The law leaves it to the controller to show that the person was informed (GDPR
 * art. 7(1)), so the controller chooses.
 */
public enum UnnamedCallers {
    /** Somebody has to look at it; no call until then. */
    REVIEW,
    /** No call. */
    DENY
}
