// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Clients outside the suite that ask each service several times a second, and repeat a request once
 * when it fails: reads, and commands with their {@code Idempotency-Key}. What fails again is what a
 * user would have noticed.
 */
final class SteadyLoad implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

    private final Suite suite;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients;
    private volatile boolean ended;

    private SteadyLoad(Suite suite) {
        this.suite = suite;
        List<Supplier<Ask>> questions =
                List.of(
                        this::decision,
                        () -> reading(ServiceName.CONSENT),
                        () -> reading(ServiceName.RECORDING),
                        () -> reading(ServiceName.RETENTION),
                        () -> reading(ServiceName.AUDIT));
        this.clients =
                IntStream.range(0, questions.size())
                        .mapToObj(
                                client ->
                                        Thread.ofVirtual()
                                                .name("client-" + client)
                                                .start(() -> run(questions.get(client))))
                        .toList();
    }

    static SteadyLoad on(Suite suite) {
        return new SteadyLoad(suite);
    }

    /** Requests that failed twice, and how. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    /** How many were asked, how many of them twice, and how long one took at the longest. */
    String summary() {
        return "%d requests, %d of them repeated, %d failed, slowest %d ms"
                .formatted(asked.get(), repeated.get(), failed.size(), slowest().toMillis());
    }

    /** How long the slowest took, be it answered or not. */
    Duration slowest() {
        return Duration.ofNanos(slowestNanos.get());
    }

    int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        ended = true;
        try {
            for (var client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something that a service has to look up. */
    static Ask reading(ServiceName service) {
        return switch (service) {
            case CONSENT -> Ask.get(service, "/v1/parties").as(Actor.LEA);
            case RECORDING -> Ask.get(service, "/v1/recordings").as(Actor.QUENTIN);
            case RETENTION -> Ask.get(service, "/v1/items").as(Actor.DELPHINE);
            case AUDIT -> Ask.get(service, "/v1/entries?limit=5").as(Actor.BEATRICE);
        };
    }

    private Ask decision() {
        return PermissionChapter.decision(
                Actor.DIALER, "+33199%06d".formatted(900_000 + numbers.incrementAndGet()));
    }

    private void run(Supplier<Ask> questions) {
        try (var http = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            while (!ended) {
                ask(conversation, questions.get());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void ask(Conversation conversation, Ask question) {
        asked.incrementAndGet();
        if (outcome(conversation, question).isEmpty()) {
            return;
        }
        repeated.incrementAndGet();
        var again = outcome(conversation, question);
        if (!again.isEmpty()) {
            failed.add(again);
        }
    }

    /** Nothing if it was answered as it should be. */
    private String outcome(Conversation conversation, Ask question) {
        var began = System.nanoTime();
        try {
            var answer = conversation.quietly(question);
            return answer.status() == 200 || answer.status() == 201
                    ? ""
                    : "%s: %d %s"
                            .formatted(
                                    question.service().deployable(),
                                    answer.status(),
                                    answer.body());
        } catch (Failure failure) {
            return String.valueOf(failure.getMessage());
        } finally {
            slowestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
        }
    }
}
