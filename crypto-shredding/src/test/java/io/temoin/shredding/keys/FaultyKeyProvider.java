// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Another provider, which can be made to hang, to refuse, to be away and to lie. */
final class FaultyKeyProvider implements KeyProvider {

    /** How it behaves. */
    enum Fault {
        NONE,
        AWAY,
        REFUSES,
        HANGS,
        BREAKS,
        LIES
    }

    private final KeyProvider provider;
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    FaultyKeyProvider(KeyProvider provider) {
        this.provider = provider;
    }

    void is(Fault next) {
        fault = next;
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
                awaitTheEnd();
                yield call.get();
            }
            case NONE, LIES -> call.get();
        };
    }

    private void awaitTheEnd() {
        try {
            never.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
