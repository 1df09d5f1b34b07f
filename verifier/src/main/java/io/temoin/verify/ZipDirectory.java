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
 * replaces the first. A bundle has nothing of the kind, so either is refused. Times and owners,
 * which a bundle that was packed anew has, do no harm.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int COMMENT = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int RECORD = 0x02014b50;

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
     * Checks every record of the directory.
     *
     * @throws Untrusted when a file is a link or a folder, or has another name in an extra field
     */
    static void requirePlain(byte[] zip) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        try {
            int end = end(bytes);
            int records = Short.toUnsignedInt(bytes.getShort(end + 10));
            bytes.position(end - bytes.getInt(end + 12)); // as the JDK finds it, by its size
            for (int i = 0; i < records; i++) {
                requirePlainRecord(bytes);
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
                    throw new Untrusted("The bundle has a comment, or other bytes after its end.");
                }
                return at;
            }
        }
        throw damaged();
    }

    private static void requirePlainRecord(ByteBuffer bytes) {
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
        bytes.position(bytes.position() + comment);
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
                                    : "The bundle has a file with an extra field that no bundle has:"
                                            + " 0x%04x.".formatted(kind));
                }
                fields.position(fields.position() + size);
            }
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            throw damaged();
        }
    }

    static Untrusted damaged() {
        return new Untrusted("The bundle is damaged, or is no zip file.");
    }
}
