// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** Whether a consent to be called names what the calls are about. */
public enum ConsentObject {
    /** A consent that names no object permits nothing, and a call states what it would offer. */
    REQUIRED,
    /** A consent may be for anything; one that names an object is for that alone. */
    OPTIONAL
}
