// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a process that is not ready yet is still on its way: it wrote to its log, or it computed.
 * On a busy machine a start takes many times as long as on an idle one, so the time it has taken
 * says nothing; a process that stands still says everything.
 */
final class Progress {

    /** An idle JVM uses less over a whole limit; one that gets a twentieth of a core, more. */
    private static final Duration LEAST_CPU = Duration.ofSeconds(3);

    /**
     * So many times the limit. A process that repeats an error writes and computes as well, and
     * would be waited for without end.
     */
    private static final int LONGEST = 10;

    /** So often within the limit it looks: the CPU time of children is a look at all processes. */
    private static final int SAMPLES_PER_LIMIT = 120;

    private final Duration limit;
    private final Path log;
    private final LongSupplier cpuNanos;
    private final LongSupplier clockNanos;
    private final long began;
    private long logSize;
    private long cpu;
    private long since;
    private long looked;

    /**
     * @param limit for how long it may stand still
     * @param cpuNanos CPU time it has used
     * @param clockNanos a clock for measuring, such as {@link System#nanoTime()}
     */
    Progress(Duration limit, Path log, LongSupplier cpuNanos, LongSupplier clockNanos) {
        this.limit = limit;
        this.log = log;
        this.cpuNanos = cpuNanos;
        this.clockNanos = clockNanos;
        this.began = clockNanos.getAsLong();
        this.looked = began;
        mark(sizeOfLog(), cpuNanos.getAsLong());
    }

    /** Whether it has stood still for longer than the limit, or takes far too long all the same. */
    boolean hasStopped() {
        long now = clockNanos.getAsLong();
        if (now - began > LONGEST * limit.toNanos()) {
            return true;
        }
        if (now - looked < limit.toNanos() / SAMPLES_PER_LIMIT) {
            return false;
        }
        looked = now;
        long size = sizeOfLog();
        long used = cpuNanos.getAsLong();
        if (size != logSize || used - cpu > LEAST_CPU.toNanos()) {
            mark(size, used);
            return false;
        }
        cpu = Math.min(cpu, used); // a child that has ended takes what it used with it
        return clockNanos.getAsLong() - since > limit.toNanos();
    }

    /** What it has done so far, for the sentence that says why it is waited for no longer. */
    String inWords() {
        long now = clockNanos.getAsLong();
        return "after %d s; it last wrote to its log or used the CPU %d s ago"
                .formatted(
                        Duration.ofNanos(now - began).toSeconds(),
                        Duration.ofNanos(now - since).toSeconds());
    }

    private void mark(long size, long used) {
        logSize = size;
        cpu = used;
        since = clockNanos.getAsLong();
    }

    private long sizeOfLog() {
        try {
            return Files.size(log);
        } catch (IOException _) {
            return 0; // not written to yet
        }
    }
}
