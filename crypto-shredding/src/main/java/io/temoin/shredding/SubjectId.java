// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding;

/**
 * Pseudonym of a data subject: the keyed fingerprint of the identifier it was derived from (trust,
 * §2). Safe in stream names, logs and published events; says nothing without the tenant's key.
 */
public record SubjectId(String value) {

    private static final int DIGITS = 32;

    public SubjectId {
        if (!NamePatterns.isHexadecimal(value, DIGITS)) {
            throw new IllegalArgumentException("a subject is 32 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
