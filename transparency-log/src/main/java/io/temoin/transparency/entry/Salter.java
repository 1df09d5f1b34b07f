// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Sha256;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import java.security.MessageDigest;
import javax.crypto.Mac;

/**
 * The digests of an entry's fields under one {@link SaltSeed}, from bytes to bytes: whoever seals
 * entries by the thousand needs no salt in base64. Not for use by two threads at a time.
 */
public final class Salter {

    private final Mac mac;
    private final MessageDigest sha256 = Sha256.digest();

    Salter(Mac mac) {
        this.mac = mac;
    }

    /**
     * The digest of {@link SaltSeed#disclose} of the same name and value.
     *
     * @throws Untrusted when the two are no field
     */
    public Hash digest(String name, String value) {
        Disclosure.requireForm(name, value);
        byte[] letters = StrictText.bytes(name, "The name of a field");
        byte[] salt = mac.doFinal(letters);
        return Disclosure.digest(
                sha256, salt, letters, StrictText.bytes(value, "The value of a field"));
    }
}
