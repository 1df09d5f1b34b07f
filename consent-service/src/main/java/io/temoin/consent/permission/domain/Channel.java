// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

/** The way a person's statement reached us. */
public enum Channel {
    VOICE,
    WEB,
    PAPER,
    SMS,
    IVR_DTMF
}
