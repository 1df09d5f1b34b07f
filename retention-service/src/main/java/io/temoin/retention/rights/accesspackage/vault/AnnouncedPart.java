// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import io.temoin.eventsourcing.Sha256;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.retention.rights.accesspackage.domain.PartContent;
import io.temoin.retention.rights.domain.OwnerService;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A sealed part while it is read: size and SHA-256 are compared with what its service announced.
 * Everybody may seal to the key of a package, which is published; so it is this comparison that
 * shows whose part it is. In memory is one buffer.
 */
final class AnnouncedPart extends FilterInputStream {

    private static final int BUFFER = 1 << 16;

    private final OwnerService service;
    private final PartContent announced;
    private final MessageDigest digest = Sha256.digest();
    private long bytes;
    private @Nullable IOException outage;

    AnnouncedPart(InputStream sealed, OwnerService service, PartContent announced) {
        super(sealed);
        this.service = service;
        this.announced = announced;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            // So much at once is still in the processor's cache when it is hashed.
            count = in.read(into, offset, Math.min(length, BUFFER));
        } catch (IOException failure) {
            outage = failure;
            throw failure;
        }
        if (count > 0) {
            digest.update(into, offset, count);
            bytes += count;
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, BUFFER)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /**
     * Reads what is left of it.
     *
     * @throws PartAltered when it is not what was announced
     * @throws StorageUnavailable when the storage failed, of which nothing follows for the part
     */
    void requireAnnounced() throws IOException {
        if (outage == null) {
            readOn();
        }
        if (outage != null) {
            throw new StorageUnavailable("the part of " + service + " cannot be read", outage);
        }
        if (bytes != announced.bytes()
                || !HexFormat.of().formatHex(digest.digest()).equals(announced.sha256())) {
            throw new PartAltered(service);
        }
    }

    private void readOn() {
        byte[] rest = new byte[BUFFER];
        try {
            while (read(rest, 0, BUFFER) >= 0) {
                // counted and hashed by reading
            }
        } catch (IOException _) {
            // noted by reading
        }
    }
}
