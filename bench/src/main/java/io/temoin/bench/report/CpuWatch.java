// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of the machine somebody else used while we measured: what all cores did, less what this
 * process and its descendants did, the ended ones included. Time stolen by a hypervisor counts as
 * somebody else's.
 */
public final class CpuWatch {

    private static final Path PROC = Path.of("/proc");
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;

    // Columns of /proc/<pid>/stat after the command: utime, stime, cutime, cstime.
    private static final int UTIME = 11;

    private record Ticks(long all, long busy, long own) {}

    private final Ticks before = now();

    private CpuWatch() {}

    /** Starts to watch. */
    public static CpuWatch start() {
        return new CpuWatch();
    }

    /** Share of all cores that others used since the start, 0 to 1; 0 where /proc is missing. */
    public double foreign() {
        Ticks after = now();
        long all = after.all() - before.all();
        long foreign = after.busy() - before.busy() - (after.own() - before.own());
        return all <= 0 ? 0 : Math.clamp((double) foreign / all, 0, 1);
    }

    private static Ticks now() {
        if (!Files.isReadable(PROC.resolve("stat"))) {
            return new Ticks(0, 0, 0);
        }
        String first = read(PROC.resolve("stat")).lines().findFirst().orElseThrow();
        // user nice system idle iowait irq softirq steal; guest time is part of user.
        List<Long> columns =
                Stream.of(first.split(" +", -1)).skip(1).limit(8).map(Long::valueOf).toList();
        long all = columns.stream().mapToLong(Long::longValue).sum();
        return new Ticks(all, all - columns.get(IDLE) - columns.get(IOWAIT), own());
    }

    private static long own() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .mapToLong(process -> ticks(process.pid()))
                .sum();
    }

    private static long ticks(long pid) {
        Path stat = PROC.resolve(Long.toString(pid)).resolve("stat");
        String text;
        try {
            text = Files.readString(stat);
        } catch (IOException _) {
            return 0; // ended meanwhile: its parent has its time now
        }
        String[] columns = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return Stream.of(columns).skip(UTIME).limit(4).mapToLong(Long::parseLong).sum();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
