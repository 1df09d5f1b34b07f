// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.requests.Outage;
import io.temoin.chassis.requests.TooManyRequests;
import io.temoin.keyproviders.SigningAlgorithm;
import io.temoin.keyproviders.SigningProvider;
import io.temoin.keystart.TestVault;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for signatures of a key provider that takes its time, and who does not. */
class ProviderSignerTest {

    private static final TenantId GREEDY = new TenantId("helios");
    private static final TenantId OTHER = new TenantId("boreal");
    private static final byte[] MESSAGE = "signed".getBytes(StandardCharsets.US_ASCII);

    private static final int CONCURRENT = 2;

    /** Two are being signed, and eight wait for each. */
    private static final int PLACES = 18;

    private static final int HALF = PLACES / 2;

    /** Longer than anything here takes. */
    private static final Duration PATIENT = Duration.ofSeconds(9);

    @TempDir private Path folder;
    private TestVault vault;
    private ProviderSigner signer;

    @BeforeEach
    void start() {
        vault = new TestVault(folder);
    }

    @AfterEach
    void stop() {
        signer.close();
        vault.close();
    }

    /** Signatures of a new key, for which requests wait so long. */
    private ProviderSigner signer(Duration limit) {
        SigningProvider provider = vault.providers(limit).provider();
        String key = provider.createSigningKey("receipts", SigningAlgorithm.ED25519);
        return new ProviderSigner(
                provider,
                key,
                PublishedKey.of(SigningAlgorithm.ED25519, provider.publicKey(key)),
                limit,
                CONCURRENT);
    }

    private CompletableFuture<byte[]> ask(TenantId tenant) {
        return signer.sign(tenant, MESSAGE).subscribeAsCompletionStage();
    }

    private List<CompletableFuture<byte[]>> ask(TenantId tenant, int times) {
        return IntStream.range(0, times).mapToObj(_ -> ask(tenant)).toList();
    }

    private static boolean isRefused(CompletableFuture<byte[]> asked) {
        return asked.isCompletedExceptionally() && asked.exceptionNow() instanceof TooManyRequests;
    }

    private static void assertSigned(CompletableFuture<byte[]> asked) {
        assertThat(asked)
                .succeedsWithin(PATIENT)
                .satisfies(signature -> assertThat(signature).hasSize(64));
    }

    private static void assertUnavailable(CompletableFuture<byte[]> asked) {
        assertThat(asked)
                .failsWithin(PATIENT)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(KeyProviderUnavailable.class);
    }

    @Test
    void servesOthersWhileATenantHasFilledItsShare() {
        signer = signer(PATIENT);
        vault.server().hang();

        List<CompletableFuture<byte[]>> greedy = ask(GREEDY, 3 * PLACES);
        CompletableFuture<byte[]> other = ask(OTHER);

        assertThat(greedy).filteredOn(ProviderSignerTest::isRefused).hasSize(3 * PLACES - HALF);
        assertThat(other).isNotDone();
        vault.server().goOn();
        assertSigned(other);
        assertThat(greedy)
                .filteredOn(asked -> !isRefused(asked))
                .hasSize(HALF)
                .allSatisfy(ProviderSignerTest::assertSigned);
        assertThat(signer.isAvailable()).isTrue();
    }

    /** It is answered 503, and says nothing about the provider. */
    @Test
    void isAvailableWhenTheQueueIsFull() {
        signer = signer(PATIENT);
        vault.server().hang();
        List<CompletableFuture<byte[]>> all =
                IntStream.range(0, PLACES)
                        .mapToObj(number -> ask(new TenantId("tenant-" + number)))
                        .toList();

        CompletableFuture<byte[]> late = ask(OTHER);

        assertThat(late.exceptionNow())
                .isInstanceOf(SigningQueue.Full.class)
                .isInstanceOf(Outage.Passing.class);
        assertThat(signer.isAvailable()).isTrue();
        vault.server().goOn();
        assertThat(all).allSatisfy(ProviderSignerTest::assertSigned);
        assertSigned(ask(OTHER));
    }

    /** The provider signs as fast as it can, and not all who wait get theirs in time. */
    @Test
    void isAvailableWhenTheQueueIsTooLong() {
        signer = signer(Duration.ofSeconds(1));
        assertSigned(ask(OTHER));
        vault.server().slow(Duration.ofMillis(400));

        List<CompletableFuture<byte[]>> asked = ask(GREEDY, HALF);

        await().until(() -> asked.stream().allMatch(CompletableFuture::isDone));
        assertThat(asked).filteredOn(each -> !each.isCompletedExceptionally()).isNotEmpty();
        assertThat(asked)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .isNotEmpty()
                .allSatisfy(ProviderSignerTest::assertUnavailable);
        assertThat(signer.isAvailable()).isTrue();
    }

    @Test
    void returnsPlacesAfterATimeOut() {
        signer = signer(Duration.ofMillis(300));
        vault.server().hang();

        assertThat(ask(GREEDY, HALF)).allSatisfy(ProviderSignerTest::assertUnavailable);

        assertThat(signer.isAvailable()).isFalse();
        assertThat(ask(GREEDY, HALF)).noneMatch(ProviderSignerTest::isRefused);
        vault.server().goOn();
        await().untilAsserted(() -> assertThat(ask(GREEDY)).succeedsWithin(PATIENT));
        assertThat(signer.isAvailable()).isTrue();
    }

    @Test
    void returnsPlacesOfRequestsThatAreCancelled() {
        signer = signer(PATIENT);
        vault.server().hang();
        List<CompletableFuture<byte[]>> gone = ask(GREEDY, HALF);
        assertThat(ask(GREEDY)).matches(ProviderSignerTest::isRefused);

        gone.forEach(asked -> asked.cancel(true));

        List<CompletableFuture<byte[]>> next = ask(GREEDY, HALF);
        assertThat(next).noneMatch(CompletableFuture::isDone);
        vault.server().goOn();
        assertThat(next).allSatisfy(ProviderSignerTest::assertSigned);
    }

    @Test
    void returnsPlacesAfterAFailure() {
        signer = signer(PATIENT);
        vault.server().seal(true);

        for (int i = 0; i < 2 * PLACES; i++) {
            assertUnavailable(ask(GREEDY));
        }

        assertThat(signer.isAvailable()).isFalse();
        vault.server().seal(false);
        assertSigned(ask(GREEDY));
    }

    /** At night nobody calls, and somebody may have disabled the key. */
    @Test
    void isSeenToComeAndGoWithoutRequests() {
        signer = signer(PATIENT);
        vault.server().seal(true);

        look(PATIENT);
        assertThat(signer.isAvailable()).isTrue(); // it has been asked a moment ago
        look(Duration.ZERO);
        assertThat(signer.isAvailable()).isFalse();

        vault.server().seal(false);
        look(PATIENT);
        assertThat(signer.isAvailable()).isTrue();
    }

    private void look(Duration within) {
        signer.look(within).await().atMost(PATIENT);
    }

    /** A receipt that does not verify would be found out years later. */
    @Test
    void givesNoSignatureOfAnotherKey() {
        signer = signer(PATIENT);
        assertSigned(ask(OTHER));

        vault.server().signWithOtherKeys(true);

        assertUnavailable(ask(OTHER));
        assertThat(signer.isAvailable()).isFalse();
        vault.server().signWithOtherKeys(false);
        assertSigned(ask(OTHER));
        assertThat(signer.isAvailable()).isTrue();
    }
}
