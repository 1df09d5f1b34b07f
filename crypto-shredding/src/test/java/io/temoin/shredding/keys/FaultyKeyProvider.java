// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Another provider, which can be made to hang, to be slow, to refuse, to be away and to lie. */
final class FaultyKeyProvider implements KeyProvider {

    /** How it behaves. */
    enum Fault {
        NONE,
        AWAY,
        REFUSES,
        HANGS,
        /** Answers when it is told to, or is something else. */
        SLOW,
        BREAKS,
        LIES
    }

    private final KeyProvider provider;
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile CountDownLatch slowness = new CountDownLatch(0);
    private volatile Fault fault = Fault.NONE;

    FaultyKeyProvider(KeyProvider provider) {
        this.provider = provider;
    }

    void is(Fault next) {
        answers();
        if (next == Fault.SLOW) {
            slowness = new CountDownLatch(1);
        }
        fault = next;
    }

    /** What it was asked while it was slow it answers now. */
    void answers() {
        slowness.countDown();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public String description() {
        return provider.description();
    }

    @Override
    public String createKey(String label) {
        return faulty(() -> provider.createKey(label));
    }

    @Override
    public byte[] wrap(String key, byte[] secret, byte[] context) {
        return fault == Fault.LIES
                ? new byte[60]
                : faulty(() -> provider.wrap(key, secret, context));
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, byte[] context) {
        return fault == Fault.LIES
                ? new byte[32]
                : faulty(() -> provider.unwrap(key, wrapped, context));
    }

    @Override
    public void destroyKey(String key) {
        faulty(
                () -> {
                    provider.destroyKey(key);
                    return key;
                });
    }

    @Override
    public Duration destroysWithin() {
        return provider.destroysWithin();
    }

    @Override
    public void close() {
        never.countDown();
        provider.close();
    }

    private <T> T faulty(Supplier<T> call) {
        calls.incrementAndGet();
        return switch (fault) {
            case AWAY ->
                    throw KeyProviderUnavailable.noAnswer(
                            "it is away", new IllegalStateException("connection refused"));
            case REFUSES ->
                    throw KeyProviderUnavailable.refused(
                            "it refuses", new IllegalStateException("key disabled"));
            case BREAKS -> throw new IllegalStateException("no such file");
            case HANGS -> {
                await(never);
                yield call.get();
            }
            case SLOW -> {
                await(slowness);
                yield call.get();
            }
            case NONE, LIES -> call.get();
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
