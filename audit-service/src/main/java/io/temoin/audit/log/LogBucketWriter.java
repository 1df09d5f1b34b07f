// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Puts what a log gained into its bucket, a batch at a time, and notes now and then how far it is.
 * What the database says may change between two readings, and what was put is cached for ever: so
 * each batch is hashed before any of it is put, and only a head that was verified is noted. For one
 * log, and for one thread.
 */
final class LogBucketWriter {

    /** Batches after which it is noted how far a large log is. */
    private static final int BATCHES_PER_NOTE = 16;

    private final LogBucket bucket;
    private final String log;
    private final ExecutorService threads;
    private final Runnable requireTurn;
    private final Consumer<TreeHead> note;

    /** Of one batch, 340 kB if all of it are full. */
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

    /**
     * Writes what the log gained after a head. The last of the heads is not noted: it also needs
     * what is at the right edge.
     *
     * @param heads verified ones, each a batch after the one before
     * @param inTime asked after each batch
     * @return whether all of it is there; if not, it was noted how far it is
     * @throws Untrusted when the leaves of a batch are not those that were verified; nothing of it
     *     is put
     */
    boolean write(
            RehashedLog content, TreeHead after, List<TreeHead> heads, BooleanSupplier inTime) {
        TreeHead from = after;
        for (int i = 0; i < heads.size(); i++) {
            TreeHead to = heads.get(i);
            waiting.clear(); // what an earlier call could not put
            content.build(from, to, this::add, this::add);
            put();
            boolean last = i + 1 == heads.size();
            boolean late = !last && !inTime.getAsBoolean();
            if (late || (!last && (i + 1) % BATCHES_PER_NOTE == 0)) {
                note.accept(to);
            }
            if (late) {
                return false;
            }
            from = to;
        }
        return true;
    }

    private void add(Tile tile, byte[] content) {
        waiting.add(
                () -> {
                    bucket.put(log, tile, content);
                    return null;
                });
    }

    private void add(EntryBundle bundle, byte[] content) {
        waiting.add(
                () -> {
                    bucket.put(log, bundle, content);
                    return null;
                });
    }

    /** Returns when the bucket has all that waits. */
    private void put() {
        requireTurn.run();
        try {
            for (Future<Void> one : threads.invokeAll(waiting)) {
                one.get();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a log was published", ending);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("an object could not be stored", failure.getCause());
        }
    }
}
