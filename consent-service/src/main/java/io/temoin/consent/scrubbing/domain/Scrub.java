// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing.domain;

/** State of one scrub. */
public enum Scrub {
    /** Not gone through to its end, as far as is known. */
    OPEN,
    /** Its outcome is recorded. */
    COMPLETED
}
