// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static io.temoin.shredding.keys.ShreddableKeysContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.shredding.keys.FaultyKeyProvider.Fault;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider that is away, hangs, takes its time, refuses or lies. */
class KeyProviderOutageIT {

    private static final KeysDatabase DATABASE = KeysDatabase.start();
    private static final Pool OWNER = DATABASE.keysOwner();
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final byte[] SECRET = new byte[32];
    private static final byte[] CONTEXT = {1};

    private final FaultyKeyProvider provider = new FaultyKeyProvider(new InMemoryKeyProvider());
    private final WrappedKeyset keyset =
            new WrappedKeyset(
                    DATABASE.keys(), OWNER, provider, InstantSource.fixed(NOW), LIMIT, REMEMBERED);

    @BeforeEach
    void found() {
        forgetAllKeys();
        await(new KeysetFounding(OWNER, provider, LIMIT).create(NOW));
        await(keyset.refresh());
    }

    @AfterEach
    void close() {
        keyset.close();
        forgetAllKeys();
    }

    private static void forgetAllKeys() {
        await(OWNER.query("delete from keyset_epoch").execute());
        await(OWNER.query("delete from keyset_hash_key").execute());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void isNotNoticedUntilTheTimeInMemoryIsOverAndThenUntilItEnds(Fault fault) {
        byte[] wrapped = await(keyset.wrap(1, SECRET, CONTEXT));
        provider.is(fault);

        assertThat(await(keyset.unwrap(1, wrapped, CONTEXT))).isEqualTo(SECRET);
        assertThat(keyset.isUsable()).isTrue();
        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThatThrownBy(() -> await(keyset.unwrap(1, wrapped, CONTEXT)))
                                        .isInstanceOf(KeyProviderUnavailable.class));
        assertThat(keyset.isUsable()).isFalse();

        if (fault != Fault.HANGS) { // the hanging calls keep the threads, as a broken library does
            provider.is(Fault.NONE);
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(KeyProviderUnavailable.class)
                    .untilAsserted(
                            () ->
                                    assertThat(await(keyset.unwrap(1, wrapped, CONTEXT)))
                                            .isEqualTo(SECRET));
        }
    }

    /** Nothing is in memory: requests wait for it, and are served when it has answered. */
    @Test
    void isWaitedForWhileItIsSlow() {
        try (WrappedKeyset patient = withNothingInMemory(PATIENT)) {
            byte[] wrapped = await(patient.wrap(1, SECRET, CONTEXT));
            int before = provider.calls();
            provider.is(Fault.SLOW);

            CompletableFuture<byte[]> asked =
                    patient.unwrap(1, wrapped, CONTEXT).subscribeAsCompletionStage();
            CompletableFuture<byte[]> other =
                    patient.wrap(1, SECRET, CONTEXT).subscribeAsCompletionStage();

            Awaitility.await().until(() -> provider.calls() > before);
            assertThat(asked).isNotDone();
            assertThat(other).isNotDone();
            provider.answers();
            assertThat(asked).succeedsWithin(PATIENT).isEqualTo(SECRET);
            assertThat(other).succeedsWithin(PATIENT);
        }
    }

    /** What it answers too late is of use to nobody, and harms nobody. */
    @Test
    void isNotWaitedForLongerThanTheLimitWhileItIsSlow() {
        try (WrappedKeyset hurried = withNothingInMemory(LIMIT)) {
            byte[] wrapped = await(hurried.wrap(1, SECRET, CONTEXT));
            provider.is(Fault.SLOW);

            assertThatThrownBy(() -> await(hurried.unwrap(1, wrapped, CONTEXT)))
                    .isInstanceOf(KeyProviderUnavailable.class)
                    .hasMessageContaining("did not answer within");
            assertThatThrownBy(() -> await(hurried.wrap(1, SECRET, CONTEXT)))
                    .isInstanceOf(KeyProviderUnavailable.class);

            provider.answers();
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(KeyProviderUnavailable.class)
                    .untilAsserted(
                            () ->
                                    assertThat(await(hurried.unwrap(1, wrapped, CONTEXT)))
                                            .isEqualTo(SECRET));
        }
    }

    private WrappedKeyset withNothingInMemory(Duration limit) {
        WrappedKeyset other =
                new WrappedKeyset(
                        DATABASE.keys(),
                        OWNER,
                        provider,
                        InstantSource.fixed(NOW),
                        limit,
                        Duration.ZERO);
        await(other.refresh());
        return other;
    }

    @Test
    void waitsNoLongerThanItsLimit() {
        provider.is(Fault.HANGS);

        assertThatThrownBy(() -> await(keyset.probe()))
                .isInstanceOf(KeyProviderUnavailable.class)
                .hasMessageContaining("did not answer within");
    }

    /** What is encrypted under a key that the provider does not know is lost. */
    @Test
    void neverWrapsUnderAKeyThatIsNotTheOneOfTheEpoch() {
        provider.is(Fault.LIES);

        assertThatThrownBy(() -> await(keyset.probe()))
                .isInstanceOf(KeyProviderUnavailable.class)
                .hasMessageContaining("something else than the key");
        assertThatThrownBy(() -> await(keyset.openEpoch(1)))
                .isInstanceOf(KeyProviderUnavailable.class);
        assertThat(keyset.currentEpoch()).isEqualTo(1);
    }

    @Test
    void leavesAnEpochThatItCouldNotDestroy() {
        await(keyset.openEpoch(1));
        provider.is(Fault.AWAY);

        assertThatThrownBy(() -> await(keyset.destroyEpoch(1)))
                .isInstanceOf(KeyProviderUnavailable.class);

        assertThat(keyset.epochs()).containsExactly(1, 2);
        provider.is(Fault.NONE);
        await(keyset.destroyEpoch(1));
        assertThat(keyset.epochs()).containsExactly(2);
    }

    /** However many requests meet it. */
    @Test
    void asksAProviderThatIsAwayAtMostOnceASecond() {
        provider.is(Fault.AWAY);
        int before = provider.calls();

        for (int request = 0; request < 200; request++) {
            assertThatThrownBy(() -> await(keyset.probe()))
                    .isInstanceOf(KeyProviderUnavailable.class);
        }

        assertThat(provider.calls() - before).isLessThan(5);
    }

    /** Of a sign-in file that is being replaced, for one. */
    @Test
    void takesWhateverAProviderThrowsForAnOutage() {
        provider.is(Fault.BREAKS);

        assertThatThrownBy(() -> await(keyset.probe()))
                .isInstanceOf(KeyProviderUnavailable.class)
                .hasMessageContaining("failed: no such file");
    }

    @Test
    void asksForAnEpochOnceForAllRequests() {
        int before = provider.calls();

        for (int request = 0; request < 50; request++) {
            await(keyset.wrap(1, SECRET, CONTEXT));
        }

        assertThat(provider.calls() - before).isLessThanOrEqualTo(1);
    }
}
