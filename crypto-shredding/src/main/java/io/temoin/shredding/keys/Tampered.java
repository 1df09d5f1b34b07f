// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

/** Sealed bytes do not open: altered, moved, or not of this key. Never answered with noise. */
public final class Tampered extends RuntimeException {

    public Tampered(String message) {
        super(message);
    }

    public Tampered(String message, Throwable cause) {
        super(message, cause);
    }
}
