// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

/** The ways in which a person can be reached. */
public enum ContactWay {
    VOICE,
    SMS,
    EMAIL,
    POST
}
