// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.temoin.eventsourcing.Sha256;
import io.temoin.objectstorage.Bucket;
import io.temoin.objectstorage.BucketConnection;
import io.temoin.objectstorage.BucketFolder;
import io.temoin.objectstorage.ObjectHeaders;
import io.temoin.objectstorage.ObjectStorageSettings;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chunks of exports as objects, {@code <tenant>/<export>/<random id>.gz}. Nobody finds one without
 * its reference, so what a writer left behind that was replaced is never taken for a part of the
 * file. Blocks. Safe for concurrent use.
 */
final class ChunkBucket implements AutoCloseable {

    /** Where its settings are. */
    static final String SETTINGS = "temoin.audit.export.s3";

    private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static final Pattern NAME =
            Pattern.compile("([a-z0-9][a-z0-9-]{0,62})/(" + ID + ")/" + ID + "\\.gz");

    private final Bucket bucket;
    private final String folder;

    private ChunkBucket(Bucket bucket, String folder) {
        this.bucket = bucket;
        this.folder = folder;
    }

    /**
     * The bucket of the settings.
     *
     * @throws IllegalStateException with a sentence, when a setting is wrong
     */
    static ChunkBucket of(ObjectStorageSettings settings) {
        return new ChunkBucket(
                BucketConnection.open(SETTINGS, settings), BucketFolder.of(settings.prefix()));
    }

    /** Stores a chunk, which is there when this returns. */
    ChunkReference put(ExportId of, byte[] chunk) throws IOException {
        ChunkReference reference = new ChunkReference(UUID.randomUUID(), hash(chunk));
        bucket.put(name(of, reference), chunk, ObjectHeaders.BYTES);
        return reference;
    }

    /**
     * A chunk as it was stored; none when it is not there any more.
     *
     * @throws IOException when it is another
     */
    Optional<byte[]> find(ExportId of, ChunkReference reference) throws IOException {
        Optional<byte[]> found = bucket.find(name(of, reference));
        if (found.isPresent() && !hash(found.get()).equals(reference.sha256())) {
            throw new IOException("a chunk of export " + of.export() + " was altered");
        }
        return found;
    }

    /** Removes one chunk, with every version of it. */
    void remove(ExportId of, ChunkReference reference) throws IOException {
        bucket.remove(name(of, reference));
    }

    /** Removes everything that was ever written of an export, with every version of it. */
    void remove(ExportId of) throws IOException {
        bucket.removeBelow(folderOf(of));
    }

    /** The exports of which there is something, also if only an older version of it. */
    Set<ExportId> exports() throws IOException {
        Set<ExportId> exports = new HashSet<>();
        for (String name : bucket.names(folder)) {
            Matcher parts = NAME.matcher(name.substring(folder.length()));
            if (parts.matches()) { // else it is somebody else's
                exports.add(
                        new ExportId(
                                new TenantId(parts.group(1)), UUID.fromString(parts.group(2))));
            }
        }
        return exports;
    }

    private String folderOf(ExportId export) {
        return folder + export.tenant().value() + "/" + export.export() + "/";
    }

    private String name(ExportId of, ChunkReference reference) {
        return folderOf(of) + reference.id() + ".gz";
    }

    private static String hash(byte[] chunk) {
        return HexFormat.of().formatHex(Sha256.digest().digest(chunk));
    }

    @Override
    public void close() {
        bucket.close();
    }
}
