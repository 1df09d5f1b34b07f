// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

/** What a party is towards the data (GDPR art. 4(7)(8), 26). One party can be several. */
public enum PartyRole {
    /** Decides purposes and means. */
    CONTROLLER,
    /** Decides them together with another one (GDPR art. 26). */
    JOINT_CONTROLLER,
    /** Processes on behalf of a controller; those it engages itself are processors, too. */
    PROCESSOR;

    /** Whether a party of this role gives instructions rather than follows them. */
    public boolean decides() {
        return this != PROCESSOR;
    }
}
