// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a containerised process may do: the kernel says so, whatever podman was asked for. */
record Confinement(Path process) {

    /** As whom the images run. */
    static final int USER = 10_001;

    private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");
    private static final int TICKS_A_SECOND = 100;

    /** Of a process, as this machine counts processes. */
    static Confinement of(long pid) {
        return new Confinement(Path.of("/proc", Long.toString(pid)));
    }

    /** Its user, no capability and no way to one, a root that is read-only, 512 MiB. */
    void isComplete() {
        isComplete(512);
    }

    /**
     * The same with another limit.
     *
     * @param mebibytes of memory
     */
    void isComplete(int mebibytes) {
        assertThat(read(process.resolve("status")))
                .containsPattern("Uid:\t%d\t%d".formatted(USER, USER))
                .containsPattern("Gid:\t%d\t%d".formatted(USER, USER))
                .containsPattern("CapInh:\t0{16}")
                .containsPattern("CapPrm:\t0{16}")
                .containsPattern("CapEff:\t0{16}")
                .containsPattern("CapBnd:\t0{16}")
                .containsPattern("NoNewPrivs:\t1");
        assertThat(read(process.resolve("mountinfo")).lines())
                .filteredOn(mount -> mount.split(" ", -1)[4].equals("/"))
                .singleElement()
                .satisfies(mount -> assertThat(mount.split(" ", -1)[5]).startsWith("ro,"));
        assertThat(memoryLimits()).containsOnly(Long.toString(mebibytes * 1024L * 1024));
    }

    /** CPU time so far, of all its threads. */
    double cpuSeconds() {
        return (ticks(11) + ticks(12)) / (double) TICKS_A_SECOND;
    }

    /** How long ago it was started. */
    double secondsSinceStart() {
        var up = read(Path.of("/proc/uptime")).split(" ", -1)[0];
        return Double.parseDouble(up) - ticks(19) / (double) TICKS_A_SECOND;
    }

    /** A number of {@code /proc/…/stat}, counted from the one after the name of the program. */
    private long ticks(int index) {
        var stat = read(process.resolve("stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[index]);
    }

    /** Memory that it has in use now. */
    long residentMegabytes() {
        return read(process.resolve("status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1000)
                .findFirst()
                .orElseThrow(() -> new AssertionError(process + " is gone"));
    }

    /** In control groups of either version. */
    private List<String> memoryLimits() {
        var limits =
                read(process.resolve("cgroup"))
                        .lines()
                        .map(line -> line.split(":", 3))
                        .flatMap(
                                line ->
                                        Stream.of(
                                                CONTROL_GROUPS.resolve(
                                                        "memory"
                                                                + line[2]
                                                                + "/memory.limit_in_bytes"),
                                                CONTROL_GROUPS.resolve(
                                                        line[2].substring(1) + "/memory.max")))
                        .filter(Files::exists)
                        .distinct()
                        .toList();
        assertThat(limits).isNotEmpty();
        return limits.stream().map(Confinement::read).map(String::strip).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
