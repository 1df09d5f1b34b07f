// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

/** Who must agree by law before a call is recorded; the floor beneath what Temoin asks for. */
public enum Agreement {
    /** One who takes part is enough. */
    ONE_PARTY,
    /** Everybody on the line. */
    ALL_PARTIES
}
