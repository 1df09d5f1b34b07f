// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names of new keys, such as {@code temoin-consent-epoch-3-9f86d081}. The random end keeps a
 * restored database, which counts its epochs again, from meeting the key of another time.
 */
final class KeyNames {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 4;

    private KeyNames() {}

    static String fresh(String prefix, String label) {
        byte[] end = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(end);
        return prefix + "-" + label + "-" + HexFormat.of().formatHex(end);
    }
}
