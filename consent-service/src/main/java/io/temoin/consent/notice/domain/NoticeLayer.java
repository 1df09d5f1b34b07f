// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

/** How much of the whole a text says. */
public enum NoticeLayer {
    /** The first layer, heard during the call: what matters most, and where the rest is. */
    SPOKEN,
    /** Everything. */
    FULL
}
