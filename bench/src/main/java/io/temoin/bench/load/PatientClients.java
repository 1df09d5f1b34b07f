// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Clients that ask some twenty times a second each, commands and reads in turns, and repeat a
 * request once when it was not answered with a success. What fails again is what a user would have
 * noticed.
 */
public final class PatientClients implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** How many more requests are to be answered before something is taken for in order. */
    private static final int SOME = 100;

    private final URI target;
    private final RequestTemplate command;
    private final RequestTemplate read;
    private final AtomicLong next;
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /**
     * What came of it.
     *
     * @param asked requests, the repeated ones counted once
     * @param commands how many commands were answered with a success
     * @param repeated how many requests were sent twice
     * @param failed how the second try ended of those that failed twice
     */
    public record Outcome(long asked, long commands, long repeated, List<String> failed) {

        /** In a few words. */
        public String summary() {
            return "%d requests, %d of them repeated, %d failed"
                    .formatted(asked, repeated, failed.size());
        }
    }

    private PatientClients(
            URI target, RequestTemplate command, RequestTemplate read, long firstKey) {
        this.target = target;
        this.command = command;
        this.read = read;
        this.next = new AtomicLong(firstKey);
    }

    /**
     * Starts them.
     *
     * @param firstKey the first key and number of a stretch that no other load uses
     */
    public static PatientClients start(
            int clients, URI target, RequestTemplate command, RequestTemplate read, long firstKey) {
        PatientClients all = new PatientClients(target, command, read, firstKey);
        for (int client = 0; client < clients; client++) {
            all.threads.add(Thread.ofVirtual().name("client-" + client).start(all::run));
        }
        return all;
    }

    /**
     * Waits until some more requests have been asked.
     *
     * @throws LoadFailure when no client is left
     */
    public void await() {
        long enough = asked.get() + SOME;
        while (asked.get() < enough) {
            if (threads.stream().noneMatch(Thread::isAlive)) {
                throw new LoadFailure("every client has ended");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Lets them finish what they began, and says what came of it. */
    public Outcome end() {
        close();
        return new Outcome(asked.get(), commands.get(), repeated.get(), List.copyOf(failed));
    }

    @Override
    public void close() {
        ended = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("the bench was stopped", stopped);
        }
    }

    private void run() {
        try (Line line = new Line(target)) {
            for (boolean commanding = true; !ended; commanding = !commanding) {
                long key = next.getAndIncrement();
                boolean done = ask(line, (commanding ? command : read).fill(key, key));
                if (done && commanding) {
                    commands.incrementAndGet();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean ask(Line line, byte[] request) {
        boolean done = line.outcome(request) == null;
        if (!done) {
            repeated.incrementAndGet();
            String again = line.outcome(request);
            done = again == null;
            if (again != null) {
                failed.add(again);
            }
        }
        asked.incrementAndGet();
        return done;
    }

    /** A client's connection, a new one after each failure. */
    private static final class Line implements AutoCloseable {

        private final URI target;
        private @Nullable HttpConnection connection;

        Line(URI target) {
            this.target = target;
        }

        /** Nothing when it was answered with a success. */
        @Nullable String outcome(byte[] request) {
            try {
                HttpConnection open = connection == null ? new HttpConnection(target) : connection;
                connection = open;
                HttpConnection.Answer answer = open.exchange(request);
                if (answer.status() / 100 == 2) {
                    return null;
                }
                close();
                return answer.status() + " " + answer.body();
            } catch (IOException failure) {
                close();
                return failure.toString();
            }
        }

        @Override
        public void close() {
            HttpConnection open = connection;
            connection = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException failure) {
                    throw new LoadFailure("a connection cannot be closed", failure);
                }
            }
        }
    }
}
