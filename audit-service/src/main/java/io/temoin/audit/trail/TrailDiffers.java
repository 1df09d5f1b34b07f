// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

/**
 * An entry of the trail is not what its leaf commits to: somebody changed the row, its salts or its
 * leaf. No refusal of a request but a finding, and an alarm.
 */
public final class TrailDiffers extends RuntimeException {

    private final String entry;

    /**
     * The finding.
     *
     * @param entry the id of the entry
     */
    public TrailDiffers(String entry) {
        super("the entry " + entry + " does not match its leaf in the log", null, false, false);
        this.entry = entry;
    }

    /** The id of the entry. */
    public String entry() {
        return entry;
    }
}
