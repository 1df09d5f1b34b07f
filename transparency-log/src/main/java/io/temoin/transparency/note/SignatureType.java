// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The kinds of signature on a note that we write and read: those of c2sp.org/signed-note and of
 * c2sp.org/tlog-cosignature. Others have other type bytes, and so are from unknown keys.
 */
public enum SignatureType {
    /** 0x01: Ed25519 over the text of the note. */
    ED25519(0x01, "Ed25519", 32, 64),
    /** 0x04: Ed25519 over time and text: this tree, then, was the largest its cosigner had seen. */
    ED25519_COSIGNATURE(0x04, "Ed25519", 32, 64),
    /** 0x06: ML-DSA-44 (FIPS 204) over the names of cosigner and log, time, size and root. */
    ML_DSA_44_COSIGNATURE(0x06, "ML-DSA-44", 1312, 2420);

    private static final byte[] SUBTREE_LABEL =
            "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NAME = 255;

    private final byte code;
    private final String algorithm;
    private final int keySize;
    private final int signatureSize;

    SignatureType(int code, String algorithm, int keySize, int signatureSize) {
        this.code = (byte) code;
        this.algorithm = algorithm;
        this.keySize = keySize;
        this.signatureSize = signatureSize;
    }

    static SignatureType of(byte code) {
        for (SignatureType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new Untrusted("Keys of type 0x%02x are not supported.".formatted(code & 0xff));
    }

    /** Whether a signature of this type carries the time at which it was made. */
    public boolean timestamped() {
        return this != ED25519;
    }

    /** The byte that stands before a key of this type. */
    public byte code() {
        return code;
    }

    /** The name of the algorithm in the JDK. */
    public String algorithm() {
        return algorithm;
    }

    /** Bytes of a raw public key. */
    int keySize() {
        return keySize;
    }

    /** Bytes after the key id in a signature line: the time, if any, and the signature proper. */
    int lineSize() {
        return signatureSize + (timestamped() ? Long.BYTES : 0);
    }

    /**
     * The bytes under the signature.
     *
     * @throws Untrusted when there is no such message for this note, so no signature of it is valid
     */
    byte[] message(String keyName, String text, long time) {
        return switch (this) {
            case ED25519 -> StrictText.bytes(text, "The note");
            case ED25519_COSIGNATURE -> {
                Checkpoint.parse(text);
                yield StrictText.bytes("cosignature/v1\ntime " + time + "\n" + text, "The note");
            }
            case ML_DSA_44_COSIGNATURE -> subtree(keyName, Checkpoint.parse(text), time);
        };
    }

    private static byte[] subtree(String cosigner, Checkpoint checkpoint, long time) {
        if (!checkpoint.extensions().isEmpty()) {
            // They are not under the signature, and somebody could take them to be.
            throw new Untrusted("An ML-DSA-44 cosignature does not cover extension lines.");
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(SUBTREE_LABEL);
        name(cosigner, message);
        number(time, message);
        name(checkpoint.origin(), message);
        number(0, message);
        number(checkpoint.head().size(), message);
        message.writeBytes(checkpoint.head().root().bytes());
        return message.toByteArray();
    }

    private static void name(String name, ByteArrayOutputStream message) {
        byte[] bytes = StrictText.bytes(name, "A name");
        if (bytes.length > LONGEST_NAME) {
            throw new Untrusted(
                    "An ML-DSA-44 cosignature cannot be made for a name of more than 255 bytes.");
        }
        message.write(bytes.length);
        message.writeBytes(bytes);
    }

    private static void number(long number, ByteArrayOutputStream message) {
        message.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }
}
