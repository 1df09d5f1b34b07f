// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.platform.Component;
import io.temoin.platform.Concurrently;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the services stand on hangs and goes on, or is restarted with all connections cut, under the
 * feet of a running suite. Afterwards every feed has to be read again, without anybody's help.
 */
final class ComponentFaults {

    /** Ten seconds are promised: 1.6 s at the longest in the builds so far. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(10);

    /**
     * The same is promised of Kafka, whose client has to connect again and send what waits: 6.8 s
     * at the longest so far.
     */
    private static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(10);

    /** A request that waited for the broker would take ten seconds or more. */
    private static final Duration ORDINARY = Duration.ofSeconds(5);

    /** As a probe of Kubernetes does it, generously. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    /** {@code TEMOIN_LIMITS_CONNECTION_ANSWER} is 45 s, and a proxy waits for 60. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(55);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final double LAG_SECONDS = 2;

    private final Suite suite;
    private final FeedOwners owners;

    ComponentFaults(Suite suite, FeedOwners owners) {
        this.suite = suite;
        this.owners = owners;
    }

    /** All claims may have been silent by then, and whoever looks first ends those of others. */
    void hangPostgres(Duration lasting) throws Exception {
        var feeds = feeds();
        var hung = System.nanoTime();
        signalTree("STOP", suite.postgres());
        try {
            var answers = asking(lasting);
            everyReplicaSaysThatItIsReady(false);
            LockSupport.parkNanos(lasting.toNanos() - (System.nanoTime() - hung));
            answers.join();
        } finally {
            signalTree("CONT", suite.postgres());
        }
        awaitFeeds("PostgreSQL hung for %d s".formatted(lasting.toSeconds()), feeds);
    }

    /**
     * Nobody who asks notices, so every replica says that it is ready, up to the end of the hang;
     * and what happened meanwhile is published at once.
     */
    void hangKafka(Duration lasting) throws Exception {
        var feeds = feeds();
        signalTree("STOP", suite.kafka());
        var load = SteadyLoad.on(suite);
        try (load) {
            LockSupport.parkNanos(lasting.toNanos());
            everyReplicaSaysThatItIsReady(true);
        } finally {
            signalTree("CONT", suite.kafka());
        }
        var begin = System.nanoTime();
        awaitFeeds("Kafka hung for %d s".formatted(lasting.toSeconds()), feeds);
        awaitPublished(begin);
        System.out.printf("  while Kafka hung: %s%n", load.summary());
        assertThat(load.failed()).as("requests that failed twice").isEmpty();
        assertThat(load.slowest()).as("the slowest request").isLessThan(ORDINARY);
    }

    /** As a fail-over does it: every connection is cut, and for a moment nobody answers. */
    void restartPostgres() {
        var feeds = feeds();
        suite.postgres().close();
        suite.postgres().restart();
        awaitFeeds("PostgreSQL restarted", feeds);
    }

    /** A request that meets a long hang is answered within its bound. */
    private CompletableFuture<Void> asking(Duration lasting) {
        if (lasting.compareTo(ANSWERED_WITHIN) < 0) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(
                Arrays.stream(ServiceName.values())
                        .map(service -> Concurrently.run(() -> isUnavailable(service)))
                        .toArray(CompletableFuture<?>[]::new));
    }

    private void isUnavailable(ServiceName service) {
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            var begin = System.nanoTime();
            var answer = conversation.quietly(SteadyLoad.reading(service));
            System.out.printf(
                    "  %s answers %d after %d ms while PostgreSQL hangs%n",
                    service.deployable(), answer.status(), since(begin));
            assertThat(answer.status()).as("%s", service).isEqualTo(503);
            assertThat(since(begin)).isLessThan(ANSWERED_WITHIN.toMillis());
        }
    }

    private void everyReplicaSaysThatItIsReady(boolean expected) {
        Concurrently.all(
                Arrays.stream(ServiceName.values())
                        .flatMap(service -> suite.state().management(service).stream())
                        .map(replica -> () -> saysThatItIsReady(replica, expected)));
    }

    private static void saysThatItIsReady(URI management, boolean expected) {
        var begin = System.nanoTime();
        var answer = readiness(management);
        assertThat(answer.startsWith("200 "))
                .as(() -> "%s after %d ms: %s".formatted(management, since(begin), answer))
                .isEqualTo(expected);
    }

    /**
     * Status and checks, since a check that fails says more than the status; or why there is none.
     */
    private static String readiness(URI management) {
        var request =
                HttpRequest.newBuilder(management.resolve("/q/health/ready"))
                        .timeout(PROBE_LIMIT)
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException failure) {
            return failure.toString(); // it does not answer in time
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Map<ServiceName, Set<String>> feeds() {
        var feeds = new EnumMap<ServiceName, Set<String>>(ServiceName.class);
        for (var service : ServiceName.values()) {
            feeds.put(service, owners.of(service));
        }
        return feeds;
    }

    private void awaitFeeds(String what, Map<ServiceName, Set<String>> feeds) {
        var begin = System.nanoTime();
        feeds.forEach(
                (service, all) ->
                        until(
                                begin,
                                READ_WITHIN,
                                () -> owners.of(service).equals(all),
                                () -> service + " reads " + owners.of(service)));
        System.out.printf("  %s: every feed is read after %d ms%n", what, since(begin));
    }

    private void awaitPublished(long begin) {
        for (var service : ServiceName.values()) {
            until(
                    begin,
                    PUBLISHED_WITHIN,
                    () -> owners.lagSeconds(service) < LAG_SECONDS,
                    () -> service + " lags " + owners.lagSeconds(service));
        }
        System.out.printf("  everything is published after %d ms%n", since(begin));
    }

    private static void until(
            long begin, Duration limit, BooleanSupplier done, Supplier<String> otherwise) {
        while (!done.getAsBoolean()) {
            assertThat(since(begin)).as(otherwise).isLessThan(limit.toMillis());
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static long since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }

    /** A server's other processes, too: PostgreSQL has one for each connection. */
    static void signalTree(String name, Component process) throws Exception {
        signal(name, process.pid());
        for (var child : ProcessHandle.of(process.pid()).orElseThrow().descendants().toList()) {
            signal(name, child.pid());
        }
    }

    /** A process that has ended meanwhile needs none. */
    static void signal(String name, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }
}
