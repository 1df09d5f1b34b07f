// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another vault, whose unwrapping takes until it is let go. */
final class HeldVault implements KeyVault {

    private final KeyVault vault;
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> free = new CompletableFuture<>();

    HeldVault(KeyVault vault) {
        this.vault = vault;
    }

    void awaitUnwrapping() {
        asked.orTimeout(20, TimeUnit.SECONDS).join();
    }

    boolean asked() {
        return asked.isDone();
    }

    void letGo() {
        free.complete(null);
    }

    @Override
    public Uni<byte[]> unwrap(int epoch, byte[] wrapped, byte[] context) {
        asked.complete(null);
        return Uni.createFrom()
                .completionStage(free)
                .chain(() -> vault.unwrap(epoch, wrapped, context));
    }

    @Override
    public int currentEpoch() {
        return vault.currentEpoch();
    }

    @Override
    public SortedSet<Integer> epochs() {
        return vault.epochs();
    }

    @Override
    public Uni<byte[]> wrap(int epoch, byte[] key, byte[] context) {
        return vault.wrap(epoch, key, context);
    }

    @Override
    public Uni<Integer> openEpoch(int after) {
        return vault.openEpoch(after);
    }

    @Override
    public Uni<Void> destroyEpoch(int epoch) {
        return vault.destroyEpoch(epoch);
    }

    @Override
    public Uni<Void> refresh() {
        return vault.refresh();
    }

    @Override
    public Fingerprints fingerprints(KeyPurpose purpose) {
        return vault.fingerprints(purpose);
    }

    @Override
    public SignedTexts signedTexts(KeyPurpose purpose) {
        return vault.signedTexts(purpose);
    }

    @Override
    public Uni<HashKeyProgress> rotateHashKeys(KeySchedule schedule, Instant now) {
        return vault.rotateHashKeys(schedule, now);
    }

    @Override
    public Duration destroysWithin() {
        return vault.destroysWithin();
    }
}
