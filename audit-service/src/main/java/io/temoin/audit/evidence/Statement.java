// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

/**
 * One statement of an entry, as the page of the case shows it.
 *
 * @param name which
 * @param value canonical JSON; empty unless it is shown
 */
record Statement(String name, String value, State state) {

    /** Whether a statement is shown, and why not. */
    enum State {
        /** Its value is in the bundle, and proven. */
        SHOWN,
        /** Whoever asked for the bundle did not want it in there. */
        WITHHELD,
        /** Nobody can show it any more: what it was salted with was destroyed. */
        ERASED
    }
}
