// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

/**
 * What a keyed hash is for. Each purpose has random keys of its own, so that who has the keys of
 * one has learnt nothing of another's.
 */
public enum KeyPurpose {

    /** Names of people, registers' entries and logs. They are stored, so the key stays. */
    PSEUDONYMS(false),

    /** Ids of commands and hashes of requests, compared with stored ones, so the key stays. */
    COMMANDS(false),

    /** Tokens of granted listenings. */
    TOKENS(true),

    /** Places in lists. */
    CURSORS(true),

    /** Links by which people help themselves. */
    LINKS(true);

    private final boolean rotates;

    KeyPurpose(boolean rotates) {
        this.rotates = rotates;
    }

    /** Whether its keys are replaced in time: what they sign is handed out and ends by itself. */
    public boolean rotates() {
        return rotates;
    }
}
