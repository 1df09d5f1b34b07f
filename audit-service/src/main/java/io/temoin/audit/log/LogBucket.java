// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.objectstorage.Bucket;
import io.temoin.objectstorage.BucketConnection;
import io.temoin.objectstorage.BucketFolder;
import io.temoin.objectstorage.ObjectHeaders;
import io.temoin.objectstorage.ObjectStorageSettings;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.Tile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The logs in a bucket, under the paths that c2sp.org/tlog-tiles gives them, each below its id: the
 * address of the bucket is read as that of the service is. Blocks. Safe for concurrent use.
 */
final class LogBucket implements AutoCloseable {

    /** Where its settings are. */
    static final String SETTINGS = "temoin.audit.log.publication";

    private static final ObjectHeaders TILE =
            new ObjectHeaders("application/octet-stream", "public, max-age=31536000, immutable");

    private static final ObjectHeaders NOTE =
            new ObjectHeaders("text/plain;charset=utf-8", "no-cache");

    private static final int LONGEST_NOTE = 1 << 16;

    private final Bucket bucket;
    private final String folder;

    private LogBucket(Bucket bucket, String folder) {
        this.bucket = bucket;
        this.folder = folder;
    }

    /**
     * The bucket of the settings.
     *
     * @throws IllegalStateException with a sentence, when a setting is wrong
     */
    static LogBucket of(ObjectStorageSettings settings) {
        return new LogBucket(
                BucketConnection.open(SETTINGS, settings), BucketFolder.of(settings.prefix()));
    }

    /** What strangers see of a log; nothing before the first time. */
    Optional<String> checkpoint(String log) throws IOException {
        return find(log, "checkpoint", LONGEST_NOTE)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Shows a checkpoint; everything under it has to be there. */
    void putCheckpoint(String log, String note) throws IOException {
        bucket.put(name(log, "checkpoint"), note.getBytes(StandardCharsets.UTF_8), NOTE);
    }

    /** Stores hashes, which will never change. */
    void put(String log, Tile tile, byte[] content) throws IOException {
        bucket.put(name(log, tile.path()), content, TILE);
    }

    /** Stores leaves, which will never change. */
    void put(String log, EntryBundle bundle, byte[] content) throws IOException {
        bucket.put(name(log, bundle.path()), content, TILE);
    }

    /** What there is under a path: so many bytes at most, since others may write there. */
    Optional<byte[]> find(String log, String path, int most) throws IOException {
        return bucket.find(name(log, path), most);
    }

    /** Removes the partial versions of what was at the right edge, and is full by now. */
    void removePartials(String log, long sizeBefore, long size) throws IOException {
        for (Tile tile : Tile.edge(sizeBefore)) {
            if (Tile.hashes(size, tile.level()) / Tile.FULL_WIDTH > tile.index()) {
                String full = new Tile(tile.level(), tile.index(), Tile.FULL_WIDTH).path();
                bucket.removeBelow(name(log, full + ".p/"));
                if (tile.level() == 0) {
                    String bundle = new EntryBundle(tile.index(), Tile.FULL_WIDTH).path();
                    bucket.removeBelow(name(log, bundle + ".p/"));
                }
            }
        }
    }

    /** Shows the statement that a log was pruned, with its proof. */
    void putPruning(String log, String statement, byte[] proof) throws IOException {
        bucket.put(name(log, "pruning/proof"), proof, NOTE);
        bucket.put(name(log, "pruning"), statement.getBytes(StandardCharsets.UTF_8), NOTE);
    }

    /**
     * Removes what a pruned log has no more: everything but the right edge of its tree.
     *
     * @param goOn asked after each thousand; may fail
     * @return whether all of it is gone; if not, the next call goes on
     */
    boolean removePruned(String log, List<Tile> edge, BooleanSupplier goOn) throws IOException {
        Set<String> stay =
                edge.stream().map(tile -> name(log, tile.path())).collect(Collectors.toSet());
        return bucket.removeBelow(name(log, "tile/"), name -> !stay.contains(name), goOn);
    }

    private String name(String log, String path) {
        return folder + log + "/" + path;
    }

    @Override
    public void close() {
        bucket.close();
    }
}
