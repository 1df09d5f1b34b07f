// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;

/** Another vault; tests change what some of its operations do. */
abstract class AroundVault implements KeyVault {

    private final KeyVault vault;

    AroundVault(KeyVault vault) {
        this.vault = vault;
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
    public Uni<byte[]> unwrap(int epoch, byte[] wrapped, byte[] context) {
        return vault.unwrap(epoch, wrapped, context);
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
