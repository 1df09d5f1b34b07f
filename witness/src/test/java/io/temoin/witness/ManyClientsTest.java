// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.trust.AddCheckpoint;
import io.temoin.transparency.trust.WitnessAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty clients send different heads of one log at once, and ten of them lie. */
class ManyClientsTest {

    private static final int CLIENTS = 50;
    private static final int REQUESTS = 20;
    private static final int LARGEST = 300;

    @TempDir Path folder = Path.of("");
    private final TestLog log = TestLog.of("log.example/audit", LARGEST);
    private final TestLog lie = log.lie("another leaf");
    private final ConcurrentLinkedQueue<Step> steps = new ConcurrentLinkedQueue<>();

    /** A request that was answered with a cosignature. */
    private record Step(long from, long to) {}

    @Test
    void everyCosignedHeadGrewOutOfTheOneBefore() throws Exception {
        TestLog.createKey(folder, "witness.example/w");
        Path logs = Files.writeString(folder.resolve("logs"), log.key() + "\n");
        try (var running =
                        RunCommand.start(
                                folder,
                                logs,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                Clock.systemUTC());
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            Client client = Client.of(running.server().address().getPort());
            // Whom to believe is settled by the first head; then the clients may begin.
            assertThat(client.add(log.request(0, 1)).statusCode()).isEqualTo(200);
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(i);
                boolean liar = i % 5 == 4;
                work.add(() -> liar ? lie(client, random) : grow(client, random));
            }
            for (Future<Void> done : clients.invokeAll(work)) {
                done.get();
            }
            assertOneChain(client.last(log).body());
        }
    }

    /** Each growth begins where the one before ended: no size was left twice or gone back to. */
    private void assertOneChain(String last) {
        List<Step> growths =
                steps.stream()
                        .filter(step -> step.to() > step.from())
                        .sorted(Comparator.comparingLong(Step::from))
                        .toList();
        assertThat(growths).hasSizeGreaterThan(10);
        long size = 1;
        for (Step growth : growths) {
            assertThat(growth.from()).isEqualTo(size);
            size = growth.to();
        }
        assertThat(last).startsWith(log.note(size).note());
    }

    private Void grow(Client client, Random random) throws IOException, InterruptedException {
        long known = 1;
        for (int i = 0; i < REQUESTS; i++) {
            // Small steps, so that there are many; 0 asks for the same head again.
            long next = Math.min(LARGEST, known + random.nextInt(4));
            HttpResponse<String> answer = client.add(log.request(known, next));
            switch (answer.statusCode()) {
                case 200 -> {
                    assertThat(answer.body()).startsWith("\u2014 witness.example/w ");
                    steps.add(new Step(known, next));
                    known = next;
                }
                case 409 -> known = known(answer);
                default -> throw new AssertionError("answered " + answer.statusCode());
            }
        }
        return null;
    }

    private Void lie(Client client, Random random) throws IOException, InterruptedException {
        long known = 1;
        for (int i = 0; i < REQUESTS; i++) {
            long next = Math.min(LARGEST, known + random.nextInt(4));
            byte[] request =
                    random.nextBoolean()
                            ? lie.request(known, next)
                            : new AddCheckpoint(known, log.proof(known, next), lie.note(next))
                                    .bytes();
            HttpResponse<String> answer = client.add(request);
            assertThat(answer.statusCode()).isIn(409, 422);
            if (answer.statusCode() == 409) {
                known = known(answer);
            }
        }
        return null;
    }

    private static long known(HttpResponse<String> answer) {
        return WitnessAnswer.Conflict.parse(answer.body().getBytes(StandardCharsets.UTF_8)).size();
    }
}
