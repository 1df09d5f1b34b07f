// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import io.temoin.transparency.Sha256;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key that somebody decided to trust, with its name (c2sp.org/signed-note). Name and id
 * together say which signature lines are its own. Its text form is the verifier key that logs and
 * witnesses publish: {@code <name>+<id in hex>+<base64 of type and key>}.
 */
public final class VerifierKey {

    private static final byte[] ED25519_HEADER =
            HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] ML_DSA_44_HEADER =
            HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

    private final String name;
    private final SignatureType type;
    private final byte[] key;
    private final int id;
    private final PublicKey publicKey;

    private VerifierKey(String name, SignatureType type, byte[] key) {
        this.name = KeyNames.require(name);
        this.type = type;
        this.key = key;
        if (key.length != type.keySize()) {
            throw new Untrusted(
                    "The key of "
                            + name
                            + " has "
                            + key.length
                            + " bytes instead of "
                            + type.keySize()
                            + ".");
        }
        this.id = ByteBuffer.wrap(sha256(hashed(name, type, key))).getInt();
        this.publicKey = publicKey(type, key, name);
    }

    /** Reads a verifier key. The id has to be that of name and key, in lower case. */
    public static VerifierKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length < 3) {
            throw new Untrusted("A verifier key has the form name+id+key.");
        }
        byte[] typed = StrictText.base64(parts[2], "The key of " + parts[0]);
        if (typed.length == 0) {
            throw new Untrusted("The verifier key of " + parts[0] + " is empty.");
        }
        byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
        VerifierKey key = new VerifierKey(parts[0], SignatureType.of(typed[0]), raw);
        if (!key.toString().equals(text)) {
            throw new Untrusted(
                    "The verifier key of " + parts[0] + " does not have the id of its key.");
        }
        return key;
    }

    /** The verifier key of a public key of the JDK, as key stores and HSMs give them out. */
    public static VerifierKey of(String name, SignatureType type, PublicKey publicKey) {
        byte[] encoded = publicKey.getEncoded();
        byte[] header = header(type);
        if (encoded == null
                || encoded.length < header.length
                || !Arrays.equals(encoded, 0, header.length, header, 0, header.length)) {
            throw new Untrusted(
                    "The public key of " + name + " is not an " + type.algorithm() + " key.");
        }
        return new VerifierKey(
                name, type, Arrays.copyOfRange(encoded, header.length, encoded.length));
    }

    /** The name, usually the address of the log or witness without a scheme. */
    public String name() {
        return name;
    }

    /** The kind of signature that is made with this key. */
    public SignatureType type() {
        return type;
    }

    /** The four bytes that stand before each of its signatures. */
    public int id() {
        return id;
    }

    /** The same public key under another name: one key may sign several logs. */
    public VerifierKey named(String other) {
        return new VerifierKey(other, type, key);
    }

    /** Whether both are the same public key, under whatever names. */
    public boolean sameKeyAs(VerifierKey other) {
        return type.algorithm().equals(other.type.algorithm()) && Arrays.equals(key, other.key);
    }

    /** Whether a signature line claims to be of this key. */
    boolean claimedBy(NoteSignature line) {
        return line.claims(this);
    }

    /**
     * The signature with its time, if it is one of this key over this text.
     *
     * @param line a signature line of this key
     */
    Optional<VerifiedSignature> verify(String text, NoteSignature line) {
        byte[] content = line.signature();
        if (content.length != type.lineSize()) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(content);
        long time = type.timestamped() ? parts.getLong() : 0;
        byte[] signature = new byte[parts.remaining()];
        parts.get(signature);
        // A time above 2^63 - 1 is negative here; the specification forbids it.
        return time >= 0 && holds(text, time, signature)
                ? Optional.of(new VerifiedSignature(this, line, time))
                : Optional.empty();
    }

    private boolean holds(String text, long time, byte[] signature) {
        byte[] message;
        try {
            message = type.message(name, text, time);
        } catch (Untrusted _) {
            return false; // nothing that this type can sign
        }
        try {
            Signature verifier = Signature.getInstance(type.algorithm());
            verifier.initVerify(publicKey);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException _) {
            return false; // not a signature, or not a key, of this algorithm at all
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + type.algorithm(), e);
        }
    }

    private static PublicKey publicKey(SignatureType type, byte[] key, String name) {
        try {
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            encoded.writeBytes(header(type));
            encoded.writeBytes(key);
            return KeyFactory.getInstance(type.algorithm())
                    .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
        } catch (InvalidKeySpecException _) {
            throw new Untrusted("The key of " + name + " is not an " + type.algorithm() + " key.");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + type.algorithm(), e);
        }
    }

    /** What stands before the raw key in X.509 form, which is how the JDK reads keys. */
    private static byte[] header(SignatureType type) {
        return switch (type) {
            case ED25519, ED25519_COSIGNATURE -> ED25519_HEADER;
            case ML_DSA_44_COSIGNATURE -> ML_DSA_44_HEADER;
        };
    }

    private static byte[] hashed(String name, SignatureType type, byte[] key) {
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        named.writeBytes(StrictText.bytes(name + "\n", "The name of a key"));
        named.write(type.code());
        named.writeBytes(key);
        return named.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        return Sha256.digest().digest(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** The verifier key, as {@link #parse} reads it. */
    @Override
    public String toString() {
        byte[] typed = new byte[key.length + 1];
        typed[0] = type.code();
        System.arraycopy(key, 0, typed, 1, key.length);
        return name + "+" + HexFormat.of().toHexDigits(id) + "+" + StrictText.base64(typed);
    }
}
