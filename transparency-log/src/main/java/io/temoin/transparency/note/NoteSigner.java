// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * A private key of the JDK with the verifier key that belongs to it. The private key may live in an
 * HSM or a key service: it is only handed to the JDK's {@link Signature}. Safe for several threads
 * if the key's provider is.
 */
public final class NoteSigner {

    private final VerifierKey key;
    private final PrivateKey privateKey;

    /** A signer of the key's type; whether the keys belong together is seen at each signature. */
    public NoteSigner(VerifierKey key, PrivateKey privateKey) {
        this.key = key;
        this.privateKey = privateKey;
    }

    /** The key that verifies what this one signs. */
    public VerifierKey key() {
        return key;
    }

    /**
     * Signs a text as its author, with a key of type 0x01.
     *
     * @throws IllegalStateException when the key is a cosigner's, or cannot sign
     */
    public NoteSignature sign(String text) {
        if (key.type().timestamped()) {
            throw new IllegalStateException(key.name() + " is the key of a cosigner");
        }
        return signature(text, 0);
    }

    /**
     * Cosigns a checkpoint, with a key of type 0x04 or 0x06.
     *
     * @param time seconds since 1970: the tree was then the largest this cosigner had seen
     * @throws IllegalStateException when the key is not a cosigner's, or cannot sign
     */
    public NoteSignature cosign(Checkpoint checkpoint, long time) {
        if (!key.type().timestamped()) {
            throw new IllegalStateException(key.name() + " is not the key of a cosigner");
        }
        if (time < 0) {
            throw new IllegalArgumentException("a cosignature is not made before 1970");
        }
        return signature(checkpoint.text(), time);
    }

    private NoteSignature signature(String text, long time) {
        byte[] signature = raw(key.type().message(key.name(), text, time));
        ByteBuffer content = ByteBuffer.allocate(Long.BYTES + signature.length);
        if (key.type().timestamped()) {
            content.putLong(time);
        }
        byte[] line = new byte[content.position() + signature.length];
        content.put(signature).flip().get(line);
        NoteSignature signed = NoteSignature.of(key, line);
        // A wrong pair of keys, or a device at fault, must not get out of here.
        if (key.verify(text, signed).isEmpty()) {
            throw new IllegalStateException(
                    "the private key of " + key.name() + " is not that of its verifier key");
        }
        return signed;
    }

    private byte[] raw(byte[] message) {
        try {
            Signature signer = Signature.getInstance(key.type().algorithm());
            signer.initSign(privateKey);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of " + key.name() + " cannot sign", e);
        }
    }
}
