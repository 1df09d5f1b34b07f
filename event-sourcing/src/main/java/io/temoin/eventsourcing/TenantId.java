// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing;

import java.util.regex.Pattern;

/** The organisation that runs an isolated space; always taken from the token, never from a path. */
public record TenantId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public TenantId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a tenant is 1 to 63 of a-z, 0-9 and '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
