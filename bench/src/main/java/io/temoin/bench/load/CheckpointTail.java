// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Asks for the checkpoint of a log again and again, as a stranger would, and remembers when it
 * first showed a tree of each size.
 */
public final class CheckpointTail implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final URI checkpoint;
    private final Predicate<String> counts;
    private final TreeMap<Long, Long> seen = new TreeMap<>();
    private final Thread thread;
    private volatile boolean stopped;

    private CheckpointTail(URI checkpoint, Predicate<String> counts) {
        this.checkpoint = checkpoint;
        this.counts = counts;
        this.thread = Thread.ofPlatform().name("checkpoint-tail").unstarted(this::run);
    }

    /**
     * Starts.
     *
     * @param log address of the log
     * @param counts whether a checkpoint counts, such as one that is witnessed
     */
    public static CheckpointTail start(URI log, Predicate<String> counts) {
        CheckpointTail tail = of(log, counts);
        tail.thread.start();
        return tail;
    }

    /** One that does not ask yet. */
    static CheckpointTail of(URI log, Predicate<String> counts) {
        return new CheckpointTail(URI.create(log + "/checkpoint"), counts);
    }

    /** The size of the tree in a checkpoint: its second line. */
    public static long size(String note) {
        return Long.parseLong(note.lines().skip(1).findFirst().orElse("0"));
    }

    /** The largest size that was seen. */
    public synchronized long size() {
        return seen.isEmpty() ? 0 : seen.lastKey();
    }

    /**
     * How long entries took to be under a checkpoint.
     *
     * @param sent when each was sent, as {@link System#nanoTime}, by its id
     * @param places the index of each in the log, by its id
     * @return seconds
     * @throws LoadFailure when one has no place, or is not under a checkpoint that counts
     */
    public synchronized List<Double> seconds(Map<String, Long> sent, Map<String, Long> places) {
        List<Double> seconds = new ArrayList<>(sent.size());
        sent.forEach(
                (id, began) -> {
                    Long index = places.get(id);
                    Map.Entry<Long, Long> under = index == null ? null : seen.higherEntry(index);
                    if (under == null) {
                        throw new LoadFailure("an entry is not under a checkpoint");
                    }
                    seconds.add((under.getValue() - began) / 1e9);
                });
        return seconds;
    }

    /** Takes note of a checkpoint that was shown at this moment. */
    synchronized void shown(String note, long now) {
        long size = size(note);
        if (!seen.containsKey(size) && counts.test(note)) {
            seen.put(size, now);
        }
    }

    /**
     * Waits until a checkpoint of so many entries was seen.
     *
     * @throws LoadFailure when none is for half a minute
     */
    public void await(long size) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (size() < size) {
            if (System.nanoTime() > deadline) {
                throw new LoadFailure(
                        "A checkpoint of %d entries was seen, not of %d.".formatted(size(), size));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        byte[] request = RequestTemplate.get(checkpoint, null, "").fill(0, 0);
        try (HttpConnection connection = new HttpConnection(checkpoint)) {
            while (!stopped) {
                String note = connection.exchange(request).expectSuccess().body();
                shown(note, System.nanoTime());
                LockSupport.parkNanos(LOOK.toNanos());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
