// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Puts what a log gained into its bucket, some objects at a time, and notes now and then how far it
 * is. For one log, and for one thread.
 */
final class LogBucketWriter {

    /** Objects that are on their way at once, and in memory: 340 kB if all are full. */
    private static final int AT_ONCE = 32;

    /** Full bundles after which it is noted how far a large log is. */
    private static final long BUNDLES_PER_NOTE = 256;

    private final LogBucket bucket;
    private final String log;
    private final ExecutorService threads;
    private final Runnable requireTurn;
    private final Consumer<TreeHead> note;
    private final List<Callable<Void>> waiting = new ArrayList<>();

    /**
     * @param requireTurn fails when another process may write by now
     * @param note keeps up to where full tiles and bundles are there, for whoever goes on
     */
    LogBucketWriter(
            LogBucket bucket,
            String log,
            ExecutorService threads,
            Runnable requireTurn,
            Consumer<TreeHead> note) {
        this.bucket = bucket;
        this.log = log;
        this.threads = threads;
        this.requireTurn = requireTurn;
        this.note = note;
    }

    void put(Tile tile, byte[] content) {
        add(
                () -> {
                    bucket.put(log, tile, content);
                    return null;
                });
    }

    /**
     * Takes the next bundle.
     *
     * @param tree up to and with it
     */
    void put(EntryBundle bundle, byte[] content, GrowingTree tree) {
        add(
                () -> {
                    bucket.put(log, bundle, content);
                    return null;
                });
        if (bundle.width() == Tile.FULL_WIDTH && (bundle.index() + 1) % BUNDLES_PER_NOTE == 0) {
            flush();
            note.accept(tree.head());
        }
    }

    private void add(Callable<Void> put) {
        waiting.add(put);
        if (waiting.size() >= AT_ONCE) {
            flush();
        }
    }

    /** Returns when the bucket has everything. */
    void flush() {
        requireTurn.run();
        try {
            for (Future<Void> one : threads.invokeAll(waiting)) {
                one.get();
            }
            waiting.clear();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a log was published", ending);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("an object could not be stored", failure.getCause());
        }
    }
}
