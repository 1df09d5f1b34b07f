// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import java.util.regex.Pattern;

/**
 * The paper, by reference: it is kept elsewhere, and its hash shows that it is still the same.
 *
 * @param sha256 of the file, 64 hexadecimal digits
 */
public record SignedDocument(String reference, String sha256) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Whether {@code text} is a SHA-256 hash in hexadecimal digits. */
    public static boolean isHash(String text) {
        return SHA256.matcher(text).matches();
    }
}
