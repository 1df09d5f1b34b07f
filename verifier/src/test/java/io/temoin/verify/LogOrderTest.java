// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles are checked several at a time, and nobody sees that in what is said. */
class LogOrderTest {

    @TempDir private Path folder = Path.of("");

    private TestLog log = new TestLog(folder);

    @BeforeEach
    void publish() {
        log = new TestLog(folder);
    }

    /** The first is said and repaired, and then the next is the first. */
    @Test
    void saysTheFirstOfManyFaults() {
        log.growTo(70_000);
        List<Fault> faults =
                List.of(
                        new Fault(
                                "tile/entries/017",
                                good -> Arrays.copyOf(good, good.length - 1),
                                "tile/entries/017 ends in the middle of an entry."),
                        new Fault(
                                "tile/entries/018",
                                good -> Arrays.copyOf(good, good.length + 2),
                                "tile/entries/018 continues after its last entry."),
                        new Fault(
                                "tile/entries/019",
                                LogOrderTest::changed,
                                "tile/0/019 is not what the entries below it hash to."),
                        new Fault(
                                "tile/0/031",
                                _ -> new byte[7],
                                "tile/0/031 has 7 bytes instead of 8192."),
                        new Fault(
                                "tile/entries/032",
                                _ -> new byte[2 * 255],
                                "tile/entries/032 has 255 entries instead of 256."),
                        new Fault(
                                "tile/1/000",
                                LogOrderTest::changed,
                                "tile/1/000 is not what the entries below it hash to."),
                        new Fault(
                                "tile/entries/256",
                                _ -> new byte[0],
                                "tile/entries/256 has 0 entries instead of 256."),
                        new Fault(
                                "tile/entries/273.p/112",
                                _ -> new byte[1],
                                "tile/entries/273.p/112 ends in the middle of an entry."),
                        new Fault(
                                "tile/0/273.p/112",
                                LogOrderTest::changed,
                                "tile/0/273.p/112 is not what the entries below it hash to."),
                        new Fault(
                                "tile/1/001.p/17",
                                LogOrderTest::changed,
                                "tile/1/001.p/17 is not what the entries below it hash to."));
        List<byte[]> good = faults.stream().map(fault -> read(fault.path())).toList();
        for (int i = 0; i < faults.size(); i++) {
            log.write(faults.get(i).path(), faults.get(i).damage().apply(good.get(i)));
        }

        for (int i = 0; i < faults.size(); i++) {
            assertThat(fsck(folder.toUri().toString()))
                    .isEqualTo(new Answer(1, "", "Wrong: " + faults.get(i).sentence() + "\n"));
            log.write(faults.get(i).path(), good.get(i));
        }
        assertThat(fsck(folder.toUri().toString()).status()).isZero();
    }

    private record Fault(String path, UnaryOperator<byte[]> damage, String sentence) {}

    private static byte[] changed(byte[] good) {
        byte[] changed = good.clone();
        changed[good.length - 1] ^= 1;
        return changed;
    }

    /** The first bundle is answered when four of them were asked for. */
    @Test
    void asksAServerForSeveralBundlesAtATime() throws IOException {
        log.growTo(1_100);
        CountDownLatch asked = new CountDownLatch(4);
        try (LogServer server =
                new LogServer(
                        folder,
                        path -> {
                            if (path.matches("tile/entries/00[0-3]")) {
                                asked.countDown();
                                return await(asked) ? 200 : 503;
                            }
                            return 200;
                        })) {
            assertThat(fsck(server.url()).status()).isZero();
        }
    }

    @Test
    void saysTheFirstFaultThoughALaterOneWasSeenBefore() throws IOException {
        log.growTo(1_100);
        log.write("tile/entries/001", new byte[1]);
        log.write("tile/entries/003", new byte[0]);

        Answer answer = askedInTurn(Map.of());

        assertThat(answer)
                .isEqualTo(
                        new Answer(
                                1,
                                "",
                                "Wrong: tile/entries/001 ends in the middle of an entry.\n"));
    }

    /** A server that wants to be asked less says so with 429; it is not a fault of the log. */
    @Test
    void cannotTellOfAServerThatRefuses() throws IOException {
        log.growTo(1_100);
        log.write("tile/entries/003", new byte[0]);

        Answer answer = askedInTurn(Map.of("tile/entries/001", 429, "tile/entries/002", 503));

        assertThat(answer.err())
                .startsWith("Cannot tell: http://")
                .endsWith("/log/tile/entries/001 answers with status 429.\n");
        assertThat(answer.status()).isEqualTo(2);
    }

    /** Something later is gone, but what comes before it is wrong, so pruning is no excuse. */
    @Test
    void saysAFaultThatComesBeforeAGap() throws IOException {
        log.growTo(1_100);
        log.write("tile/entries/001", new byte[1]);
        Files.delete(folder.resolve("tile/entries/003"));

        assertThat(askedInTurn(Map.of()).err())
                .isEqualTo("Wrong: tile/entries/001 ends in the middle of an entry.\n");
        log.write("tile/entries/001", read("tile/entries/000"));
        assertThat(askedInTurn(Map.of()).err())
                .isEqualTo("Wrong: tile/0/001 is not what the entries below it hash to.\n");
    }

    @Test
    void cannotTellWhenInterrupted() {
        log.growTo(1_100);
        Thread.currentThread().interrupt();

        Answer answer = fsck(folder.toUri().toString());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer)
                .isEqualTo(new Answer(2, "", "Cannot tell: Reading the log was interrupted.\n"));
    }

    /** What a server says whose second bundle is answered after the fourth. */
    private Answer askedInTurn(Map<String, Integer> refused) throws IOException {
        LogServer[] self = new LogServer[1];
        try (LogServer server =
                new LogServer(
                        folder,
                        path -> {
                            if (path.equals("tile/entries/001")
                                    && !self[0].hasAnswered("tile/entries/003")) {
                                return 500;
                            }
                            return refused.getOrDefault(path, 200);
                        })) {
            self[0] = server;
            return fsck(server.url());
        }
    }

    private Answer fsck(String address) {
        return Answer.to("fsck", address, "--key", log.log.key().toString());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] read(String path) {
        try {
            return Files.readAllBytes(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
