// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.regex.Pattern;

/** A controller or a processor (GDPR art. 4(7), 4(8)), as the tokens and receipts name it. */
public record PartyId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public PartyId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a party is 1 to 63 of a-z, 0-9 and '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
