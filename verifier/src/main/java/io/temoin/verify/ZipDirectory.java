// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the directory at the end of a zip file says beside names and contents, and the JDK does not
 * show. Some programs follow it: a link is unpacked as a link, and a second name in an extra field
 * replaces the first. Others look for the directory elsewhere, or for files where there should be
 * none. A bundle has nothing of the kind, so all of it is refused: the file consists of the files
 * in the order of the directory, the directory and its end, and no other byte. Times and owners,
 * which a bundle that was packed anew has, do no harm.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int COMMENT = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int RECORD = 0x02014b50;
    private static final int RECORD_SIZE = 46;
    private static final int FILE = 0x04034b50;
    private static final int FILE_SIZE = 30;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int DESCRIBED_AFTERWARDS = 0x08;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int ZIP64_LOCATOR_SIZE = 20;

    /** Times of Info-ZIP and NTFS, and owners of Info-ZIP, old and new. */
    private static final Set<Integer> HARMLESS = Set.of(0x5455, 0x000a, 0x5855, 0x7855, 0x7875);

    private static final int UNICODE_PATH = 0x7075;

    private static final int UNIX_TYPE = 0170000;
    private static final int UNIX_REGULAR = 0100000;

    /** Read-only, hidden, system, archive; not volume, folder, or link. */
    private static final int DOS_OF_FILES = 0x27;

    private static final int DOS = 0xffff;

    private ZipDirectory() {}

    /**
     * Checks the directory with every record, and that nothing is before or between the files.
     *
     * @throws Untrusted when a file is a link or a folder, or has another name in an extra field,
     *     or when another program could find another directory or other files
     */
    static void requirePlain(byte[] zip) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        try {
            int end = end(bytes);
            int directory = directory(bytes, end);
            int next = 0;
            int records = 0;
            for (int at = directory; at != end; at += requirePlainRecord(bytes.position(at))) {
                next = endOfFile(bytes, at, next);
                records++;
            }
            if (next != directory || records != Short.toUnsignedInt(bytes.getShort(end + 10))) {
                throw twofold();
            }
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException _) {
            throw damaged();
        }
    }

    /**
     * Where the end of the directory begins. Nothing follows it: what does is shown by no program
     * and verified by none, and would be handed on with the bundle.
     */
    private static int end(ByteBuffer bytes) {
        int last = bytes.limit() - END_SIZE;
        for (int at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
            if (bytes.getInt(at) == END) {
                if (at < last || bytes.getShort(at + COMMENT) != 0) {
                    throw commented();
                }
                return at;
            }
        }
        throw damaged();
    }

    /** Where the directory begins: where its size says, as the JDK reads it, and its offset too. */
    private static int directory(ByteBuffer bytes, int end) {
        int directory = end - bytes.getInt(end + 12);
        boolean oneDisk =
                bytes.getInt(end + 4) == 0 && bytes.getShort(end + 8) == bytes.getShort(end + 10);
        int locator = end - ZIP64_LOCATOR_SIZE;
        if (!oneDisk
                || bytes.getInt(end + 16) != directory
                || (locator >= 0 && bytes.getInt(locator) == ZIP64_LOCATOR)) {
            throw twofold();
        }
        return directory;
    }

    /** Where the file of a record ends, which begins where the one before it has ended. */
    private static int endOfFile(ByteBuffer bytes, int record, int begin) {
        short flags = bytes.getShort(record + 8);
        if (bytes.getInt(record + 42) != begin
                || bytes.getInt(begin) != FILE
                || bytes.getShort(begin + 6) != flags) {
            throw twofold();
        }
        int name = Short.toUnsignedInt(bytes.getShort(begin + 26));
        int extra = Short.toUnsignedInt(bytes.getShort(begin + 28));
        int end = begin + FILE_SIZE + name + extra + bytes.getInt(record + 20);
        if ((flags & DESCRIBED_AFTERWARDS) == 0) {
            return end;
        }
        return end + (bytes.getInt(end) == DESCRIPTOR ? 16 : 12);
    }

    /** The size of the record. */
    private static int requirePlainRecord(ByteBuffer bytes) {
        if (bytes.getInt() != RECORD) {
            throw damaged();
        }
        bytes.position(bytes.position() + 24); // versions, flags, method, time, checksum, sizes
        int name = Short.toUnsignedInt(bytes.getShort());
        byte[] extra = new byte[Short.toUnsignedInt(bytes.getShort())];
        int comment = Short.toUnsignedInt(bytes.getShort());
        bytes.getInt(); // number of the disk, internal attributes
        int attributes = bytes.getInt();
        requireFile(attributes);
        bytes.position(bytes.position() + Integer.BYTES + name);
        bytes.get(extra);
        requirePlainExtra(extra);
        if (comment != 0) {
            throw commented();
        }
        return RECORD_SIZE + name + extra.length;
    }

    /**
     * Whatever system is said to have made it: the program that unpacks decides what it follows.
     */
    private static void requireFile(int attributes) {
        int type = (attributes >>> 16) & UNIX_TYPE;
        boolean file = (type == 0 || type == UNIX_REGULAR);
        if (!file || (attributes & DOS & ~DOS_OF_FILES) != 0) {
            throw new Untrusted("The bundle has a link or a folder where it should have a file.");
        }
    }

    /**
     * Checks the extra fields of a file, in the directory or in front of its content.
     *
     * @throws Untrusted when one of them could change what a program shows
     */
    static void requirePlainExtra(byte @Nullable [] extra) {
        if (extra == null) {
            return;
        }
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (fields.hasRemaining()) {
                int kind = Short.toUnsignedInt(fields.getShort());
                int size = Short.toUnsignedInt(fields.getShort());
                if (!HARMLESS.contains(kind)) {
                    throw new Untrusted(
                            kind == UNICODE_PATH
                                    ? "The bundle has a file with a second name (Info-ZIP Unicode"
                                            + " path)."
                                    : "The bundle has a file with an unexpected extra field:"
                                            + " 0x%04x.".formatted(kind));
                }
                fields.position(fields.position() + size);
            }
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            throw damaged();
        }
    }

    private static Untrusted commented() {
        return new Untrusted("The bundle has a comment, or other bytes after its end.");
    }

    static Untrusted twofold() {
        return new Untrusted(
                "The bundle is an ambiguous zip file: different programs would show different"
                        + " files.");
    }

    static Untrusted damaged() {
        return new Untrusted("The bundle is damaged, or is not a zip file.");
    }
}
