// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.KEM;

/** The public key of a package: seals, and opens nothing. */
public final class RecipientKey {

    private final PublicKey key;

    private RecipientKey(PublicKey key) {
        this.key = key;
    }

    /**
     * Reads what {@link PackageKey#recipientKey()} gave.
     *
     * @throws IllegalArgumentException when it is no such key
     */
    public static RecipientKey of(String text) {
        try {
            return new RecipientKey(
                    KeyFactory.getInstance(PackageKey.ALGORITHM)
                            .generatePublic(
                                    new X509EncodedKeySpec(Base64.getUrlDecoder().decode(text))));
        } catch (GeneralSecurityException failure) {
            throw new IllegalArgumentException("not the public key of a package", failure);
        }
    }

    /** What is written to the result is sealed into {@code out}, which closes with it. */
    public OutputStream seal(OutputStream out, String context) throws IOException {
        try {
            KEM.Encapsulated made =
                    KEM.getInstance(PackageKey.MECHANISM).newEncapsulator(key).encapsulate();
            out.write(PackageKey.FORMAT);
            out.write(made.encapsulation());
            return PackageKey.streaming(made.key().getEncoded())
                    .newEncryptingStream(out, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("sealing a part failed", failure);
        }
    }
}
