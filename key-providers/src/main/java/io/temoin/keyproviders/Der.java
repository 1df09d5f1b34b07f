// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The few values of ASN.1 (X.690, DER) that providers take and give. */
final class Der {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int UTF8_STRING = 0x0c;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    /** The context-specific tag 0, constructed. */
    static final int EXPLICIT_0 = 0xa0;

    private static final int LONG_FORM = 0x80;
    private static final int SCALAR = 32;

    /** What a SubjectPublicKeyInfo has before the 32 bytes of an Ed25519 key (RFC 8410). */
    private static final byte[] ED25519_PREFIX =
            HexFormat.of().parseHex("302a300506032b6570032100");

    private Der() {}

    /** A value of this tag, with these contents one after the other. */
    static byte[] value(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] each : contents) {
            content.writeBytes(each);
        }
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        writeLength(der, content.size());
        der.writeBytes(content.toByteArray());
        return der.toByteArray();
    }

    /** The SubjectPublicKeyInfo of an Ed25519 key. */
    static byte[] ed25519(byte[] publicKey) {
        return ByteBuffer.allocate(ED25519_PREFIX.length + publicKey.length)
                .put(ED25519_PREFIX)
                .put(publicKey)
                .array();
    }

    /**
     * An ECDSA signature over P-256, as JWS has it: r and s, 32 bytes each.
     *
     * @param der a sequence of two integers (RFC 3279)
     * @throws IllegalArgumentException when it is something else
     */
    static byte[] concatenated(byte[] der) {
        ByteBuffer read = ByteBuffer.wrap(der);
        requireTag(read, SEQUENCE);
        ByteBuffer signature = ByteBuffer.allocate(2 * SCALAR);
        putScalar(signature, read);
        putScalar(signature, read);
        return signature.array();
    }

    private static void putScalar(ByteBuffer signature, ByteBuffer read) {
        byte[] integer = new byte[requireTag(read, INTEGER)];
        read.get(integer);
        BigInteger scalar = new BigInteger(integer);
        if (scalar.signum() <= 0 || scalar.bitLength() > SCALAR * Byte.SIZE) {
            throw new IllegalArgumentException("this is no signature over P-256");
        }
        byte[] bytes = scalar.toByteArray();
        int from = Math.max(0, bytes.length - SCALAR); // a leading zero of the sign
        signature.put(new byte[SCALAR - (bytes.length - from)]);
        signature.put(bytes, from, bytes.length - from);
    }

    /** The length that follows; of signatures over P-256, one byte. */
    private static int requireTag(ByteBuffer read, int tag) {
        if (read.remaining() < 2 || (read.get() & 0xff) != tag) {
            throw new IllegalArgumentException("this is no signature in DER");
        }
        int length = read.get();
        if (length < 0 || length > read.remaining()) {
            throw new IllegalArgumentException("this is no signature in DER");
        }
        return length;
    }

    private static void writeLength(ByteArrayOutputStream der, int length) {
        if (length < LONG_FORM) {
            der.write(length);
            return;
        }
        byte[] bytes = BigInteger.valueOf(length).toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        der.write(LONG_FORM | bytes.length - from);
        der.write(bytes, from, bytes.length - from);
    }
}
