// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.temoin.keyproviders.SigningProvider;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.Tampered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that needs the key provider waits for it; no pause of these lasts. */
class StartWaitTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String PURPOSE = "receipts|1";

    @TempDir private Path folder;
    private TestVault vault;
    private SigningProvider provider;
    private SealedSecret sealed;

    /** Does something in each pause, and notes them. */
    private static final class Pauses implements StartWait {

        private final List<Duration> lengths = new ArrayList<>();
        private final List<KeyProviderUnavailable> reasons = new ArrayList<>();
        private final Runnable deed;
        private final CompletableFuture<Void> stopped = new CompletableFuture<>();
        private int ended;

        Pauses(Runnable deed) {
            this.deed = deed;
        }

        @Override
        public void pause(KeyProviderUnavailable why, Duration pause) {
            reasons.add(why);
            lengths.add(pause);
            deed.run();
        }

        @Override
        public <T> Uni<T> stop() {
            return Uni.createFrom()
                    .completionStage(stopped::copy)
                    .flatMap(_ -> Uni.createFrom().nothing());
        }

        @Override
        public void end() {
            ended++;
        }
    }

    @BeforeEach
    void start() {
        vault = new TestVault(folder);
        provider = vault.providers(TIMEOUT).provider();
        sealed =
                SealedSecret.seal(
                        provider, provider.createKey("keys"), TestVault.secret(), PURPOSE);
    }

    @AfterEach
    void stop() {
        provider.close();
        vault.close();
    }

    private byte[] opened(StartWait wait) {
        return vault.providers(TIMEOUT, wait).atStart(each -> sealed.open(each, PURPOSE));
    }

    @Test
    void goesOnWhenAProviderThatIsAwayIsBack() {
        vault.server().seal(true);
        Pauses pauses = new Pauses(() -> vault.server().seal(false));

        assertThat(opened(pauses)).isEqualTo(TestVault.secret());

        assertThat(pauses.reasons)
                .singleElement()
                .satisfies(why -> assertThat(why.isRefusal()).isFalse());
        assertThat(pauses.ended).isOne();
    }

    /** Somebody mends it, or nobody: an end of the start would be repeated for ever. */
    @Test
    void goesOnWhenAProviderThatRefusesDoesNotAnyMore() {
        vault.accept(false);
        Pauses pauses = new Pauses(() -> vault.accept(true));

        assertThat(opened(pauses)).isEqualTo(TestVault.secret());

        assertThat(pauses.reasons)
                .singleElement()
                .satisfies(why -> assertThat(why.isRefusal()).isTrue());
        assertThat(pauses.ended).isOne();
    }

    @Test
    void asksLessAndLessOften() {
        vault.server().seal(true);
        List<Long> seconds = new ArrayList<>();
        int[] left = {7};
        Pauses pauses =
                new Pauses(
                        () -> {
                            if (--left[0] == 0) {
                                vault.server().seal(false);
                            }
                        });

        opened(pauses);

        pauses.lengths.forEach(pause -> seconds.add(pause.toSeconds()));
        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 10L, 10L, 10L);
    }

    @Test
    void waitsForNothingWhenTheProviderAnswers() {
        Pauses pauses = new Pauses(() -> {});

        assertThat(opened(pauses)).isEqualTo(TestVault.secret());

        assertThat(pauses.reasons).isEmpty();
    }

    /** Waiting does not mend it. */
    @Test
    void endsForAKeyThatDoesNotOpen() {
        Pauses pauses = new Pauses(() -> {});

        assertThatThrownBy(
                        () ->
                                vault.providers(TIMEOUT, pauses)
                                        .atStart(each -> sealed.open(each, "receipts|2")))
                .isInstanceOf(Tampered.class);

        assertThat(pauses.reasons).isEmpty();
        assertThat(pauses.ended).isOne();
    }

    @Test
    void endsWithASettingThatIsWrong() {
        Pauses pauses = new Pauses(() -> {});

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                vault.providers(Duration.ofMillis(1), pauses)
                                        .atStart(each -> sealed.open(each, PURPOSE)))
                .withMessageContaining("temoin.key-provider.timeout");

        assertThat(pauses.reasons).isEmpty();
    }

    @Test
    void endsWhenTheProcessIsStopped() {
        vault.server().seal(true);
        Pauses pauses =
                new Pauses(
                        () -> {
                            throw new IllegalStateException("stopped");
                        });

        assertThatIllegalStateException().isThrownBy(() -> opened(pauses)).withMessage("stopped");

        assertThat(pauses.ended).isOne();
    }

    /** It may take as long as a call may, and nobody needs the answer. */
    @Test
    void endsWhenTheProcessIsStoppedWhileTheProviderIsAsked() {
        Pauses pauses = new Pauses(() -> {});
        KeyProviders providers = vault.providers(TIMEOUT, pauses);

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                providers.awaited(
                                        Uni.createFrom()
                                                .<String>nothing()
                                                .onSubscription()
                                                .invoke(
                                                        () ->
                                                                pauses.stopped
                                                                        .completeExceptionally(
                                                                                new IllegalStateException(
                                                                                        "stopped")))))
                .withMessage("stopped");

        assertThat(pauses.reasons).isEmpty();
        assertThat(pauses.ended).isOne();
    }
}
