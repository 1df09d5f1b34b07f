// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.objectstorage.Bucket;
import io.temoin.objectstorage.BucketConnection;
import io.temoin.objectstorage.BucketFolder;
import io.temoin.objectstorage.ObjectHeaders;
import io.temoin.objectstorage.ObjectStorageSettings;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,18})\n([A-Za-z0-9+/=]{44})\n");

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
        return text(name(log, "checkpoint"));
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

    /**
     * Up to where full tiles and bundles are there, although no checkpoint is that covers them: a
     * large log was being published for the first time.
     */
    Optional<TreeHead> written(String log) throws IOException {
        return text(name(log, "written"))
                .map(WRITTEN::matcher)
                .filter(Matcher::matches)
                .map(
                        found ->
                                new TreeHead(
                                        Long.parseLong(found.group(1)),
                                        Hash.of(Base64.getDecoder().decode(found.group(2)))));
    }

    /** Notes how far it is, for whoever goes on after this process. */
    void putWritten(String log, TreeHead head) throws IOException {
        String text =
                "%d\n%s\n"
                        .formatted(
                                head.size(),
                                Base64.getEncoder().encodeToString(head.root().bytes()));
        bucket.put(name(log, "written"), text.getBytes(StandardCharsets.US_ASCII), NOTE);
    }

    /** Removes that note. */
    void removeWritten(String log) throws IOException {
        bucket.remove(name(log, "written"));
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

    /** Removes what a pruned log has no more: everything but the right edge of its tree. */
    void removePruned(String log, List<Tile> edge) throws IOException {
        Set<String> stay =
                edge.stream().map(tile -> name(log, tile.path())).collect(Collectors.toSet());
        bucket.removeBelow(name(log, "tile/"), name -> !stay.contains(name));
        removeWritten(log);
    }

    private Optional<String> text(String name) throws IOException {
        return bucket.find(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private String name(String log, String path) {
        return folder + log + "/" + path;
    }

    @Override
    public void close() {
        bucket.close();
    }
}
