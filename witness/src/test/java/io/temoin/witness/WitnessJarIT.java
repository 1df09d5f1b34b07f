// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.witness.JarProcess.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar, as an auditor runs it. */
class WitnessJarIT {

    private static final int ROUNDS = 20;

    @TempDir Path temporary = Path.of("");
    private final TestLog log = TestLog.of("log.example/audit", 600);
    private final TestLog lie = log.lie("another leaf");
    private Path folder = Path.of("");
    private Path logs = Path.of("");
    private VerifierKey key = log.key();

    @BeforeEach
    void initialise() throws Exception {
        folder = temporary.resolve("state");
        logs = Files.writeString(temporary.resolve("logs"), log.key() + "\n");
        Ran ran =
                JarProcess.run("init", "--name", "witness.example/w", "--state", folder.toString());
        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        key = VerifierKey.parse(ran.out().strip());
    }

    @Test
    void saysWhatItIs() throws Exception {
        Ran version = JarProcess.run("--version");
        assertThat(version.exit()).isZero();
        assertThat(version.out()).matches("temoin-witness \\d+\\.\\d+\\.\\d+\\S*\\R");
        Ran help = JarProcess.run("--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("init", "run", "show");
        assertThat(JarProcess.run("run").exit()).isEqualTo(2);
        assertThat(JarProcess.run("init", "--name", "w", "--state", folder.toString()).exit())
                .isEqualTo(2);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("witness.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void cosignsShowsAndLogs() throws Exception {
        try (JarProcess witness = JarProcess.witness(folder, logs, List.of())) {
            Client client = Client.of(witness.port());
            assertThat(client.add(log.request(0, 12)).statusCode()).isEqualTo(200);
            assertThat(witness.line("cosigned")).endsWith("cosigned log.example/audit at size 12");
            assertThat(client.add(lie.request(12, 12)).statusCode()).isEqualTo(422);
            assertThat(witness.line("EQUIVOCATION")).contains("two trees of size 12");

            Ran shown = JarProcess.run("show", "--state", folder.toString());
            assertThat(shown.exit()).isZero();
            assertThat(shown.out())
                    .contains("size      12", "root      " + log.head(12).root(), "conflicts 1");
        }
    }

    /** Without being started again. */
    @Test
    void watchesALogThatIsAddedToItsList() throws Exception {
        TestLog added = TestLog.of("log.example/added", 3);
        try (JarProcess witness = JarProcess.witness(folder, logs, List.of())) {
            Client client = Client.of(witness.port());
            assertThat(client.add(added.request(0, 3)).statusCode()).isEqualTo(404);

            Files.writeString(logs, log.key() + "\n" + added.key() + "\n");

            assertThat(witness.line("now watching"))
                    .endsWith("now watching log.example/added for the first time");
            assertThat(client.add(added.request(0, 3)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void leavesTheFolderToTheProcessThatHasIt() throws Exception {
        try (JarProcess first = JarProcess.witness(folder, logs, List.of())) {
            Ran second =
                    JarProcess.run(
                            "run",
                            "--state",
                            folder.toString(),
                            "--logs",
                            logs.toString(),
                            "--listen",
                            "127.0.0.1:0");
            assertThat(second.exit()).isEqualTo(2);
            assertThat(second.err()).startsWith("Another process is using").hasLineCount(1);
            assertThat(Client.of(first.port()).add(log.request(0, 1)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran ran =
                    JarProcess.run(
                            "run",
                            "--state",
                            folder.toString(),
                            "--logs",
                            logs.toString(),
                            "--listen",
                            "127.0.0.1:" + taken.getLocalPort());
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err()).contains("Address already in use").doesNotContain("\tat ");
        }
    }

    /** Killed while it works, at another moment each time: it never forgets what it gave out. */
    @Test
    void remembersWhatItCosignedThoughItIsKilled() throws Exception {
        Random random = new Random(7);
        AtomicLong given = new AtomicLong();
        for (int round = 0; round < ROUNDS; round++) {
            try (JarProcess witness = JarProcess.witness(folder, logs, List.of());
                    ExecutorService sender = Executors.newSingleThreadExecutor()) {
                Client client = Client.of(witness.port());
                long size = remembered(client, given.get());
                contradict(client, size);
                int before = 1 + random.nextInt(6);
                CompletableFuture<Void> enough = new CompletableFuture<>();
                var sent = sender.submit(() -> send(client, size, given, before, enough));
                enough.get();
                // Somewhere in the next request, or between two.
                long until = System.nanoTime() + random.nextInt(4_000_000);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                witness.kill();
                sent.get();
            }
        }
        assertThat(given.get()).isGreaterThan(ROUNDS);
    }

    /** The head after a start: not smaller than what was given out, and of the log's one past. */
    private long remembered(Client client, long given) throws Exception {
        var last = client.last(log);
        if (given == 0 && last.statusCode() == 404) {
            return 0;
        }
        SignedNote note = SignedNote.parse(last.body());
        assertThat(note.verify(List.of(log.key(), key)).signedBy(key)).isTrue();
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        assertThat(checkpoint.head().size()).isGreaterThanOrEqualTo(given);
        assertThat(checkpoint.head()).isEqualTo(log.head(checkpoint.head().size()));
        return checkpoint.head().size();
    }

    private void contradict(Client client, long size) throws Exception {
        if (size > 0) {
            assertThat(client.add(lie.request(size, size)).statusCode()).isEqualTo(422);
            assertThat(client.add(lie.request(size, size + 1)).statusCode()).isEqualTo(422);
            assertThat(client.add(lie.request(0, size + 1)).statusCode()).isEqualTo(409);
            assertThat(client.add(log.request(0, size - 1)).statusCode()).isEqualTo(409);
        }
    }

    /** Sends head after head until the witness is gone. */
    private void send(
            Client client,
            long from,
            AtomicLong given,
            int before,
            CompletableFuture<Void> enough) {
        long size = from;
        try {
            while (size + 1 < 600) {
                int status = client.add(log.request(size, size + 1)).statusCode();
                if (status != 200) {
                    throw new AssertionError("answered " + status);
                }
                size++;
                given.set(size);
                if (size - from == before) {
                    enough.complete(null);
                }
            }
        } catch (IOException _) {
            // It was killed, which is what this waits for.
            enough.complete(null);
        } catch (InterruptedException | RuntimeException | Error failure) {
            enough.completeExceptionally(failure);
        }
    }

    /** No file may grow beyond 0 bytes: what a full disk does, without one. */
    @Test
    void cosignsNothingOnAFullDisk() throws Exception {
        try (JarProcess witness = JarProcess.witness(folder, logs, List.of())) {
            assertThat(Client.of(witness.port()).add(log.request(0, 5)).statusCode())
                    .isEqualTo(200);
        }
        try (JarProcess witness = JarProcess.limited(folder, logs, "ulimit -f 0")) {
            Client client = Client.of(witness.port());
            var answer = client.add(log.request(5, 6));
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("\u2014");
            assertThat(witness.line("SEVERE")).contains("cannot be read or written");
            assertThat(client.last(log).body()).startsWith(log.note(5).note());
        }
        try (JarProcess witness = JarProcess.witness(folder, logs, List.of())) {
            Client client = Client.of(witness.port());
            assertThat(client.add(log.request(0, 6)).body()).isEqualTo("5\n");
            assertThat(client.add(log.request(5, 6)).statusCode()).isEqualTo(200);
        }
    }

    /** The body does not come to its end; after the time for a request the connection is cut. */
    @Test
    void waitsForAClientSoLongAndNoLonger() throws Exception {
        List<String> oneSecond = List.of("-Dsun.net.httpserver.maxReqTime=1");
        try (JarProcess witness = JarProcess.witness(folder, logs, oneSecond);
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), witness.port())) {
            slow.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            slow.getOutputStream()
                    .write(
                            "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 900\r\n\r\nold 0"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
    }
}
