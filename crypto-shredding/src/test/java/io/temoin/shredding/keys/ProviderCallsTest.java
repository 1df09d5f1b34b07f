// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that hangs does not collect calls that nobody waits for any more. */
class ProviderCallsTest {

    private final FaultyKeyProvider provider = new FaultyKeyProvider(new InMemoryKeyProvider());
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private ProviderCalls<KeyProvider> calls;

    @BeforeEach
    void hang() {
        provider.is(FaultyKeyProvider.Fault.HANGS);
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void dropsWhatHasWaitedTooLong() {
        calls = calls(Duration.ofMillis(200));

        call();
        call();
        call();
        assertThat(calls.waiting()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(provider.calls()).isOne());

        await().untilAsserted(() -> assertThat(failures).hasSize(3));
        assertThat(failures).allMatch(each -> each instanceof KeyProviderUnavailable);
        assertThat(calls.waiting()).isZero();
        assertThat(provider.calls()).isOne();
    }

    @Test
    void dropsWhatIsCancelled() {
        calls = calls(Duration.ofMinutes(1));
        Cancellable begun = call();
        Cancellable waiting = call();

        waiting.cancel();
        begun.cancel();

        assertThat(calls.waiting()).isZero();
        assertThat(failures).isEmpty();
    }

    private ProviderCalls<KeyProvider> calls(Duration limit) {
        return new ProviderCalls<>(provider, limit, 1);
    }

    private Cancellable call() {
        Uni<String> key = calls.call(each -> each.createKey("epoch"));
        return key.subscribe().with(_ -> {}, failures::add);
    }
}
