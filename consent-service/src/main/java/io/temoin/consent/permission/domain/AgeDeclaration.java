// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

/** What the person said of their age when asked to agree. */
public enum AgeDeclaration {
    ADULT,
    /** No consent to be called can be given by a minor (GDPR art. 8; Temoin denies below 18). */
    MINOR,
    NOT_ASKED
}
