// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding;

/** The organisation that runs an isolated space; always taken from the token, never from a path. */
public record TenantId(String value) {

    private static final int LONGEST = 63;

    public TenantId {
        if (!NamePatterns.isSlug(value, LONGEST)) {
            throw new IllegalArgumentException("a tenant is 1 to 63 of a-z, 0-9 and '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
