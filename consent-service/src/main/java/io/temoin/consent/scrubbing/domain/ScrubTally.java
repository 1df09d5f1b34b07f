// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing.domain;

/**
 * How the numbers of a list fared.
 *
 * @param invalid those that are no possible phone numbers
 * @param duplicates those that were on the list before, however they were written
 */
public record ScrubTally(int allowed, int denied, int invalid, int duplicates) {

    /** Of no number yet. */
    public static final ScrubTally NONE = new ScrubTally(0, 0, 0, 0);

    /** All of them. */
    public int numbers() {
        return allowed + denied + invalid + duplicates;
    }
}
