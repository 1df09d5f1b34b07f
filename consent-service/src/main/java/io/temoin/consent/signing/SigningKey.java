// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.keystart.SealedSecret;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A key of receipts: its public half, and where its private half is. */
public record SigningKey(PublishedKey published, PrivateHalf privateHalf) {

    /** Where the private half is. */
    public sealed interface PrivateHalf {}

    /** In the file, in clear. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content, below
    public record InFile(byte[] secret) implements PrivateHalf {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof InFile(byte[] that) && Arrays.equals(secret, that);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(secret);
        }

        @Override
        public String toString() {
            return "InFile[]";
        }
    }

    /** In the file, wrapped by the key provider. */
    public record Sealed(SealedSecret secret) implements PrivateHalf {}

    /** At the key provider, which never gives it away. */
    public record AtProvider(String providerKey) implements PrivateHalf {}

    private static final String CLEAR = "d";
    private static final String SEALED = "temoin-sealed";
    private static final String AT_PROVIDER = "temoin-provider-key";

    /** Its thumbprint. */
    String id() {
        return published.id();
    }

    /** What sealing it is bound to: sealed, it stands for no other public key. */
    static String purpose(PublishedKey published) {
        return "receipts|" + published.id();
    }

    /** As it is in the file. */
    ObjectNode jwk() {
        ObjectNode jwk = published.jwk();
        switch (privateHalf) {
            case InFile(byte[] secret) ->
                    jwk.put(CLEAR, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
            case Sealed(SealedSecret secret) -> jwk.put(SEALED, secret.text());
            case AtProvider(String providerKey) -> jwk.put(AT_PROVIDER, providerKey);
        }
        return jwk;
    }

    /**
     * The key in a JWK of the file.
     *
     * @throws IllegalArgumentException when it has no private half
     */
    static SigningKey read(JsonNode jwk) {
        PublishedKey published = PublishedKey.read(jwk);
        if (jwk.has(CLEAR)) {
            byte[] secret = Base64.getUrlDecoder().decode(jwk.path(CLEAR).asText());
            if (secret.length != LocalSigner.KEY_BYTES) {
                throw new IllegalStateException("the private half of a signing key has 32 bytes");
            }
            return new SigningKey(published, new InFile(secret));
        }
        if (jwk.has(SEALED)) {
            return new SigningKey(
                    published, new Sealed(SealedSecret.parse(jwk.path(SEALED).asText())));
        }
        return new SigningKey(published, new AtProvider(jwk.required(AT_PROVIDER).asText()));
    }

    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
