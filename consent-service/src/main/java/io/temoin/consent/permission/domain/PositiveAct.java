// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

/**
 * The act by which a person agreed (GDPR art. 4(11)). There is no value for silence, for a box
 * ticked in advance or for going on browsing: those are not consent (C. conso. R223-1).
 */
public enum PositiveAct {
    SPOKEN_YES,
    BOX_TICKED,
    KEY_PRESSED,
    SIGNATURE,
    CLICK
}
