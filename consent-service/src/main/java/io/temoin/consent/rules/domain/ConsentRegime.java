// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** Who has to speak up before a call to promote or sell. */
public enum ConsentRegime {
    /** Nobody is called who did not agree. */
    OPT_IN,
    /** Anybody may be called who did not object, in person or by a register. */
    OPT_OUT
}
