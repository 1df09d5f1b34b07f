// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.party.domain;

import io.temoin.shredding.NamePatterns;

/** A legal entity inside a tenant: a controller, or a processor that acts for one. */
public record PartyId(String value) {

    private static final int LONGEST = 63;

    public PartyId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("a party is 1 to 63 of a-z, 0-9 and '-'");
        }
    }

    /** Whether {@code text} has the shape of a party's id. */
    public static boolean isOne(String text) {
        return NamePatterns.isSlug(text, LONGEST);
    }

    @Override
    public String toString() {
        return value;
    }
}
