// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every keeper of shreddable keys promises; each implementation runs these tests. */
interface ShreddableKeysContract {

    TenantId HELIOS = new TenantId("helios");
    TenantId BOREAL = new TenantId("boreal");
    Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

    /** What is sealed in these tests. */
    static byte[] clear() {
        return new byte[] {1, 2, 3, 4};
    }

    /** What it is bound to. */
    static byte[] context() {
        return new byte[] {9};
    }

    ShreddableKeys keys();

    static KeyScope scope() {
        return new KeyScope.Recording(UUID.randomUUID());
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    @Test
    default void givesTheSameKeyEveryTime() {
        KeyScope scope = scope();
        DataKey first = await(keys().keyFor(HELIOS, scope));

        byte[] sealed = first.seal(clear(), context());

        assertThat(await(keys().keyFor(HELIOS, scope)).open(sealed, context())).isEqualTo(clear());
        assertThat(await(keys().find(HELIOS, scope))).isInstanceOf(KeyState.Usable.class);
    }

    @Test
    default void givesRacingRequestsTheSameKey() {
        KeyScope scope = scope();

        List<CompletableFuture<DataKey>> asked =
                IntStream.range(0, 30)
                        .mapToObj(_ -> keys().keyFor(HELIOS, scope).subscribeAsCompletionStage())
                        .toList();

        assertThat(asked).extracting(one -> one.get().id()).containsOnly(asked.get(0).join().id());
    }

    @Test
    default void makesNoKeyByLooking() {
        KeyScope scope = scope();

        assertThat(await(keys().find(HELIOS, scope))).isEqualTo(new KeyState.Absent());
        assertThat(await(keys().find(HELIOS, scope))).isEqualTo(new KeyState.Absent());
    }

    @Test
    default void keepsTenantsApart() {
        KeyScope scope = scope();
        DataKey ours = await(keys().keyFor(HELIOS, scope));
        DataKey theirs = await(keys().keyFor(BOREAL, scope));

        assertThatThrownBy(() -> theirs.open(ours.seal(clear(), context()), context()))
                .isInstanceOf(Tampered.class);
    }

    @Test
    default void destroysForGood() {
        KeyScope scope = scope();
        DataKey key = await(keys().keyFor(HELIOS, scope));

        KeyDestruction evidence = await(keys().destroy(HELIOS, scope, "PURPOSE_FULFILLED", NOW));

        assertThat(evidence.keyId()).isEqualTo(key.id());
        assertThat(evidence.fingerprint()).hasSize(64);
        assertThat(await(keys().find(HELIOS, scope)))
                .isEqualTo(new KeyState.Destroyed(NOW, "PURPOSE_FULFILLED"));
        assertThatThrownBy(() -> await(keys().keyFor(HELIOS, scope)))
                .isInstanceOf(KeyDestroyed.class);
    }

    @Test
    default void repeatsTheEvidenceOfTheFirstDestruction() {
        KeyScope scope = scope();
        await(keys().keyFor(HELIOS, scope));
        KeyDestruction first = await(keys().destroy(HELIOS, scope, "PURPOSE_FULFILLED", NOW));

        assertThat(await(keys().destroy(HELIOS, scope, "AGAIN", NOW.plusSeconds(60))))
                .isEqualTo(first);
    }

    @Test
    default void neverGivesAKeyToAScopeThatWasDestroyedBeforeItHadOne() {
        KeyScope scope = scope();

        KeyDestruction evidence = await(keys().destroy(HELIOS, scope, "ABANDONED", NOW));

        assertThat(evidence.keyId()).isNull();
        assertThatThrownBy(() -> await(keys().keyFor(HELIOS, scope)))
                .isInstanceOf(KeyDestroyed.class);
    }
}
