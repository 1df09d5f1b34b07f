// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a zip whose files are all encrypted with AES-256 (APPNOTE.TXT 6.3.10; AE-2 of WinZip, see
 * {@link ZipEncryption}), as they come: sizes follow the content, and are in the directory at the
 * end. In memory is the list of files. With zip64 where four bytes do not hold a size.
 */
final class EncryptedZip {

    /** What four bytes say of a size that they do not hold, so that they hold less (4.4.8). */
    private static final long FOUR_BYTES = 0xFFFF_FFFFL;

    private static final int TWO_BYTES = 0xFFFF;
    private static final int BUFFER = 1 << 16;

    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int SIZES = 0x08074b50;
    private static final int DIRECTORY_ENTRY = 0x02014b50;
    private static final int LARGE_END = 0x06064b50;
    private static final int LARGE_END_LOCATOR = 0x07064b50;
    private static final int END = 0x06054b50;

    /** What a reader has to know: AES. */
    private static final short VERSION = 51;

    /** Encrypted, sizes after the content, names in UTF-8. */
    private static final short FLAGS = 1 | (1 << 3) | (1 << 11);

    private static final short ENCRYPTED_BY_AES = 99;

    // Extra field 0x9901 of 7 bytes: AE-2, vendor AE, AES-256, of what was deflated.
    private static final byte[] AES = {
        0x01, (byte) 0x99, 7, 0, 2, 0, 'A', 'E', 3, Deflater.DEFLATED, 0
    };

    private static final short LARGE = 1;

    /** Writes the content of a file. */
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A file that was written; sizes in bytes, as it is stored and as it was. */
    private record Entry(String path, long offset, long stored, long size) {
        byte[] name() {
            return path.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** How many bytes were written. */
    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            out.write(content, offset, length);
            bytes += length;
        }
    }

    private final Counted out;
    private final String passphrase;
    private final long large;
    private final int modified;
    private final List<Entry> entries = new ArrayList<>();

    /** Writes to {@code out}, which stays open. */
    EncryptedZip(OutputStream out, String passphrase, LocalDateTime at) {
        this(out, passphrase, at, FOUR_BYTES);
    }

    /**
     * The same, for tests.
     *
     * @param large the smallest size that is written in eight bytes
     */
    EncryptedZip(OutputStream out, String passphrase, LocalDateTime at, long large) {
        this.out = new Counted(out);
        this.passphrase = passphrase;
        this.large = large;
        this.modified =
                ((at.getYear() - 1980) << 25)
                        | (at.getMonthValue() << 21)
                        | (at.getDayOfMonth() << 16)
                        | (at.getHour() << 11)
                        | (at.getMinute() << 5)
                        | (at.getSecond() / 2);
    }

    /**
     * Writes one file.
     *
     * @param compressed whether that would make it smaller
     */
    void entry(String path, boolean compressed, Body body) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        long offset = out.bytes;
        write(
                fields(30)
                        .putInt(LOCAL_HEADER)
                        .putShort(VERSION)
                        .putShort(FLAGS)
                        .putShort(ENCRYPTED_BY_AES)
                        .putInt(modified)
                        .position(26)
                        .putShort((short) name.length)
                        .putShort((short) AES.length));
        out.write(name);
        out.write(AES);
        long began = out.bytes;
        long size = content(compressed, body);
        Entry entry = new Entry(path, offset, out.bytes - began, size);
        write(sizes(entry));
        entries.add(entry);
    }

    private long content(boolean compressed, Body body) throws IOException {
        ZipEncryption encryption = ZipEncryption.begin(out, passphrase);
        // What is stored as it is would have to state its size first.
        Deflater deflater =
                new Deflater(
                        compressed ? Deflater.DEFAULT_COMPRESSION : Deflater.NO_COMPRESSION, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(encryption, deflater, BUFFER);
            body.writeTo(deflated);
            deflated.finish();
            encryption.finish();
            return deflater.getBytesRead();
        } finally {
            deflater.end();
        }
    }

    /** AE-2 states no checksum: it would tell what is in the file. */
    private ByteBuffer sizes(Entry entry) {
        if (isLarge(entry.stored()) || isLarge(entry.size())) {
            return fields(24).putInt(SIZES).putInt(0).putLong(entry.stored()).putLong(entry.size());
        }
        return fields(16)
                .putInt(SIZES)
                .putInt(0)
                .putInt((int) entry.stored())
                .putInt((int) entry.size());
    }

    /** Writes the directory; nothing may come after. */
    void finish() throws IOException {
        long begin = out.bytes;
        for (Entry entry : entries) {
            byte[] name = entry.name();
            byte[] large = large(entry);
            write(
                    fields(46)
                            .putInt(DIRECTORY_ENTRY)
                            .putShort(VERSION)
                            .putShort(VERSION)
                            .putShort(FLAGS)
                            .putShort(ENCRYPTED_BY_AES)
                            .putInt(modified)
                            .putInt(0)
                            .putInt(fourBytes(entry.stored()))
                            .putInt(fourBytes(entry.size()))
                            .putShort((short) name.length)
                            .putShort((short) (AES.length + large.length))
                            .position(42)
                            .putInt(fourBytes(entry.offset())));
            out.write(name);
            out.write(AES);
            out.write(large);
        }
        end(begin, out.bytes - begin);
        out.flush();
    }

    /** Those of size, stored size and offset that four bytes do not hold; empty if all fit. */
    private byte[] large(Entry entry) {
        ByteBuffer values = fields(4 + 3 * Long.BYTES).position(4);
        for (long value : new long[] {entry.size(), entry.stored(), entry.offset()}) {
            if (isLarge(value)) {
                values.putLong(value);
            }
        }
        int length = values.position() - 4;
        if (length == 0) {
            return new byte[0];
        }
        values.putShort(0, LARGE).putShort(2, (short) length);
        byte[] field = new byte[4 + length];
        values.get(0, field);
        return field;
    }

    private void end(long begin, long length) throws IOException {
        int count = entries.size();
        if (count >= TWO_BYTES || isLarge(begin) || isLarge(length)) {
            long place = out.bytes;
            write(
                    fields(56)
                            .putInt(LARGE_END)
                            .putLong(44)
                            .putShort(VERSION)
                            .putShort(VERSION)
                            .putInt(0)
                            .putInt(0)
                            .putLong(count)
                            .putLong(count)
                            .putLong(length)
                            .putLong(begin));
            write(fields(20).putInt(LARGE_END_LOCATOR).putInt(0).putLong(place).putInt(1));
        }
        short stated = (short) Math.min(count, TWO_BYTES);
        write(
                fields(22)
                        .putInt(END)
                        .putInt(0)
                        .putShort(stated)
                        .putShort(stated)
                        .putInt(fourBytes(length))
                        .putInt(fourBytes(begin))
                        .putShort((short) 0));
    }

    private boolean isLarge(long value) {
        return value >= large;
    }

    /** What does not fit is stated elsewhere. */
    private int fourBytes(long value) {
        return (int) (isLarge(value) ? FOUR_BYTES : value);
    }

    private static ByteBuffer fields(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(ByteBuffer fields) throws IOException {
        byte[] bytes = new byte[fields.capacity()];
        fields.get(0, bytes);
        out.write(bytes);
    }
}
