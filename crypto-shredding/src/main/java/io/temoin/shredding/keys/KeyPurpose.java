// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

/**
 * Purposes of keyed hashes. Each has its own random keys: a leaked key of one purpose reveals
 * nothing about another.
 */
public enum KeyPurpose {

    /** Pseudonyms of people, entries of registers, names of logs. Stored, so the key stays. */
    PSEUDONYMS(false),

    /** Ids of commands and hashes of requests. Compared with stored ones, so the key stays. */
    COMMANDS(false),

    /** Tokens of granted listenings. */
    TOKENS(true),

    /** Cursors of lists. */
    CURSORS(true),

    /** Self-service links. */
    LINKS(true);

    private final boolean rotates;

    KeyPurpose(boolean rotates) {
        this.rotates = rotates;
    }

    /** Whether its keys are replaced regularly: the texts they sign expire. */
    public boolean rotates() {
        return rotates;
    }
}
