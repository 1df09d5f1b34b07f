// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts one file of a zip with AES-256, as WinZip specified it (AE-2): the key from the
 * passphrase by PBKDF2, the content in counter mode, HMAC-SHA1 over what was encrypted. The counter
 * is little-endian, unlike that of the JDK's counter mode: so it is encrypted here, many blocks at
 * once, which the processor's own instructions do some ten times as fast as AES in Java.
 */
final class ZipEncryption extends FilterOutputStream {

    /** Of the salt, in bytes. */
    static final int SALT = 16;

    /** Of what tells a wrong passphrase, in bytes. */
    static final int VERIFIER = 2;

    /** Of the authentication code, in bytes. */
    static final int CODE = 10;

    private static final int KEY = 32;
    private static final int ITERATIONS = 1_000;
    private static final int BLOCK = 16;
    private static final int AHEAD = 1 << 16;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Cipher cipher;
    private final Mac mac;
    private final ByteBuffer counters = ByteBuffer.allocate(AHEAD).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] pad = new byte[AHEAD];
    private final byte[] encrypted = new byte[AHEAD];
    private long counter = 1;
    private int used = AHEAD;

    private ZipEncryption(OutputStream out, Cipher cipher, Mac mac) {
        super(out);
        this.cipher = cipher;
        this.mac = mac;
    }

    /**
     * Begins a file: writes its salt, and what tells a wrong passphrase. Leaves {@code out} open.
     */
    static ZipEncryption begin(OutputStream out, String passphrase) throws IOException {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        byte[] keys = new byte[0];
        PBEKeySpec derived =
                new PBEKeySpec(
                        passphrase.toCharArray(),
                        salt,
                        ITERATIONS,
                        (2 * KEY + VERIFIER) * Byte.SIZE);
        try {
            keys =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                            .generateSecret(derived)
                            .getEncoded();
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys, 0, KEY, "AES"));
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(keys, KEY, KEY, "HmacSHA1"));
            out.write(salt);
            out.write(keys, 2 * KEY, VERIFIER);
            return new ZipEncryption(out, cipher, mac);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every Java platform has these", failure);
        } finally {
            derived.clearPassword();
            Arrays.fill(keys, (byte) 0);
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] content, int offset, int length) throws IOException {
        for (int from = offset, left = length; left > 0; ) {
            if (used == AHEAD) {
                moreOfThePad();
            }
            int count = Math.min(left, AHEAD - used);
            xor(content, from, count);
            mac.update(encrypted, 0, count);
            out.write(encrypted, 0, count);
            used += count;
            from += count;
            left -= count;
        }
    }

    /** Eight bytes at once, which takes a quarter of the time. */
    private void xor(byte[] content, int from, int count) {
        int i = 0;
        for (; i <= count - Long.BYTES; i += Long.BYTES) {
            long both = (long) LONGS.get(content, from + i) ^ (long) LONGS.get(pad, used + i);
            LONGS.set(encrypted, i, both);
        }
        for (; i < count; i++) {
            encrypted[i] = (byte) (content[from + i] ^ pad[used + i]);
        }
    }

    private void moreOfThePad() {
        for (int block = 0; block < AHEAD; block += BLOCK) {
            counters.putLong(block, counter++);
        }
        try {
            cipher.update(counters.array(), 0, AHEAD, pad, 0);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("whole blocks are encrypted at once", failure);
        }
        used = 0;
    }

    /** Ends the file with its authentication code. */
    void finish() throws IOException {
        out.write(mac.doFinal(), 0, CODE);
    }

    @Override
    public void close() throws IOException {
        flush(); // the zip goes on
    }
}
