// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static io.temoin.shredding.keys.ShreddableKeysContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every vault promises, wherever its keys are; each implementation runs these tests. */
public interface KeyVaultContract {

    TenantId HELIOS = new TenantId("helios");
    Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    Duration MONTH = Duration.ofDays(30);
    Duration WEEK = Duration.ofDays(7);
    KeySchedule SCHEDULE = new KeySchedule(MONTH, WEEK, null);
    String USE = "test/helios";

    /** The vault with fresh keys, as another process sees it that has just started. */
    KeyVault process();

    /** Whoever knows the time by a clock of its own now has this one. */
    void itIs(Instant now);

    private static byte[] secret() {
        return new byte[32];
    }

    private static byte[] context() {
        return new byte[] {1};
    }

    private static byte[] wrapped(KeyVault vault, int epoch) {
        return await(vault.wrap(epoch, secret(), context()));
    }

    private static byte[] unwrapped(KeyVault vault, int epoch, byte[] wrapped) {
        return await(vault.unwrap(epoch, wrapped, context()));
    }

    private HashKeyProgress rotate(KeyVault vault, KeySchedule schedule, Instant now) {
        HashKeyProgress progress = await(vault.rotateHashKeys(schedule, now));
        itIs(now.plus(WrappedKeyset.NOTICE));
        return progress;
    }

    @Test
    default void wrapsSoThatOnlyTheSameContextUnwraps() {
        KeyVault vault = process();
        byte[] wrapped = wrapped(vault, 1);

        assertThat(unwrapped(vault, 1, wrapped)).isEqualTo(secret());
        assertThatThrownBy(() -> await(vault.unwrap(1, wrapped, new byte[] {2})))
                .isInstanceOf(Tampered.class);
    }

    @Test
    default void keepsItsKeysBetweenRuns() {
        byte[] wrapped = wrapped(process(), 1);

        assertThat(unwrapped(process(), 1, wrapped)).isEqualTo(secret());
    }

    @Test
    default void forgetsADestroyedEpochForGood() {
        KeyVault vault = process();
        byte[] wrapped = wrapped(vault, 1);
        await(vault.openEpoch(1));
        await(vault.destroyEpoch(1));
        await(vault.destroyEpoch(1));

        KeyVault again = process();

        assertThat(again.currentEpoch()).isEqualTo(2);
        assertThat(again.epochs()).containsExactly(2);
        assertThatThrownBy(() -> unwrapped(vault, 1, wrapped)).isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> unwrapped(again, 1, wrapped)).isInstanceOf(Tampered.class);
    }

    @Test
    default void opensOneEpochHoweverManyProcessesAskForIt() {
        KeyVault one = process();
        KeyVault other = process();

        assertThat(await(one.openEpoch(1))).isEqualTo(2);
        assertThat(await(other.openEpoch(1))).isEqualTo(2);

        assertThat(process().epochs()).containsExactly(1, 2);
    }

    @Test
    default void looksAgainWhenItMeetsAnEpochItDoesNotKnow() {
        KeyVault rotating = process();
        KeyVault other = process();
        await(rotating.openEpoch(1));
        byte[] wrapped = wrapped(rotating, 2);

        assertThat(unwrapped(other, 2, wrapped)).isEqualTo(secret());
        assertThat(other.currentEpoch()).isEqualTo(2);
        assertThatThrownBy(() -> unwrapped(other, 3, wrapped)).isInstanceOf(Tampered.class);
    }

    @Test
    default void forgetsWhatAnotherProcessDestroyedWhenTold() {
        KeyVault rotating = process();
        KeyVault other = process();
        byte[] wrapped = wrapped(other, 1);
        await(rotating.openEpoch(1));
        await(rotating.destroyEpoch(1));

        await(other.refresh());

        assertThatThrownBy(() -> unwrapped(other, 1, wrapped)).isInstanceOf(Tampered.class);
    }

    @Test
    default void neverDestroysTheCurrentEpoch() {
        KeyVault vault = process();

        assertThatThrownBy(() -> await(vault.destroyEpoch(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(unwrapped(vault, 1, wrapped(vault, 1))).isEqualTo(secret());
    }

    @Test
    default void fingerprintsAreEqualWithinATenantOnly() {
        Fingerprints fingerprints = process().fingerprints(KeyPurpose.PSEUDONYMS);

        assertThat(fingerprints.subject(HELIOS, "phone", "+33199000001"))
                .isEqualTo(fingerprints.subject(HELIOS, "phone", "+33199000001"))
                .isNotEqualTo(fingerprints.subject(HELIOS, "phone", "+33199000002"))
                .isNotEqualTo(fingerprints.subject(HELIOS, "mail", "+33199000001"))
                .isNotEqualTo(
                        fingerprints.subject(new TenantId("boreal"), "phone", "+33199000001"));
    }

    @Test
    default void oneKeyForEachPurpose() {
        KeyVault vault = process();
        byte[] value = {7};

        assertThat(vault.fingerprints(KeyPurpose.PSEUDONYMS).of(HELIOS, USE, value))
                .isNotEqualTo(vault.fingerprints(KeyPurpose.COMMANDS).of(HELIOS, USE, value));
        String token = vault.signedTexts(KeyPurpose.TOKENS).sign(USE, "text");
        assertThat(vault.signedTexts(KeyPurpose.LINKS).open(USE, token)).isEmpty();
        assertThat(vault.signedTexts(KeyPurpose.CURSORS).open(USE, token)).isEmpty();
        assertThat(vault.signedTexts(KeyPurpose.TOKENS).open(USE, token)).contains("text");
    }

    @Test
    default void aPurposeEitherRotatesOrStays() {
        KeyVault vault = process();

        assertThatThrownBy(() -> vault.fingerprints(KeyPurpose.TOKENS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> vault.signedTexts(KeyPurpose.PSEUDONYMS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void whatStaysIsTheSameAfterEveryRotation() {
        KeyVault vault = process();
        var before = vault.fingerprints(KeyPurpose.PSEUDONYMS).subject(HELIOS, "phone", "+331");

        rotate(vault, SCHEDULE, NOW.plus(MONTH));
        rotate(vault, SCHEDULE, NOW.plus(MONTH).plus(MONTH));

        assertThat(process().fingerprints(KeyPurpose.PSEUDONYMS).subject(HELIOS, "phone", "+331"))
                .isEqualTo(before);
    }

    @Test
    default void aReplacedKeyVerifiesUntilTheOverlapIsOver() {
        KeyVault vault = process();
        SignedTexts texts = vault.signedTexts(KeyPurpose.LINKS);
        String old = texts.sign(USE, "old");
        Instant replaced = NOW.plus(MONTH);

        assertThat(rotate(vault, SCHEDULE, replaced.minusMillis(1)).opened()).isEmpty();
        assertThat(rotate(vault, SCHEDULE, replaced))
                .isEqualTo(
                        new HashKeyProgress(
                                List.of(
                                        new KeyGeneration(KeyPurpose.TOKENS, 2),
                                        new KeyGeneration(KeyPurpose.CURSORS, 2),
                                        new KeyGeneration(KeyPurpose.LINKS, 2)),
                                List.of()));
        String young = texts.sign(USE, "young");
        rotate(vault, SCHEDULE, replaced.plus(WEEK).minusMillis(1));
        assertThat(texts.open(USE, old)).contains("old");
        assertThat(texts.open(USE, young)).contains("young");

        assertThat(rotate(vault, SCHEDULE, replaced.plus(WEEK)).retired())
                .contains(new KeyGeneration(KeyPurpose.LINKS, 1));
        assertThat(texts.open(USE, old)).isEmpty();
        assertThat(texts.open(USE, young)).contains("young");
    }

    @Test
    default void aDistrustedKeyVerifiesNothingFromThatMomentOn() {
        KeyVault vault = process();
        SignedTexts texts = vault.signedTexts(KeyPurpose.TOKENS);
        String stolen = texts.sign(USE, "stolen");
        Instant found = NOW.plusSeconds(60);
        KeySchedule schedule = new KeySchedule(MONTH, WEEK, found);

        rotate(vault, schedule, found.minusMillis(1));
        assertThat(texts.open(USE, stolen)).contains("stolen");
        itIs(found);
        await(vault.rotateHashKeys(schedule, found));

        assertThat(texts.open(USE, stolen)).isEmpty();
        assertThat(texts.open(USE, texts.sign(USE, "new"))).contains("new");
        assertThat(rotate(vault, schedule, found.plusSeconds(1)))
                .isEqualTo(new HashKeyProgress(List.of(), List.of()));
    }

    /** The one that has looked but not rotated, and the one that made the new key. */
    @Test
    default void replicasVerifyEachOthersTextsAcrossARotation() {
        KeyVault rotating = process();
        KeyVault other = process();
        String old = other.signedTexts(KeyPurpose.TOKENS).sign(USE, "of the old key");
        rotate(rotating, SCHEDULE, NOW.plus(MONTH));
        await(other.refresh());
        SignedTexts here = rotating.signedTexts(KeyPurpose.TOKENS);
        SignedTexts there = other.signedTexts(KeyPurpose.TOKENS);

        assertThat(here.open(USE, old)).contains("of the old key");
        assertThat(there.open(USE, here.sign(USE, "of the new key"))).contains("of the new key");
        assertThat(here.open(USE, there.sign(USE, "of the new key"))).contains("of the new key");
        assertThat(rotate(other, SCHEDULE, NOW.plus(MONTH)))
                .isEqualTo(new HashKeyProgress(List.of(), List.of()));
    }

    @Test
    default void aReplicaForgetsRetiredKeysAtItsNextLook() {
        KeyVault rotating = process();
        KeyVault other = process();
        String old = other.signedTexts(KeyPurpose.TOKENS).sign(USE, "old");
        KeySchedule distrusting = new KeySchedule(MONTH, WEEK, NOW.plusSeconds(1));
        rotate(rotating, distrusting, NOW.plusSeconds(1));

        rotate(other, SCHEDULE, NOW.plusSeconds(2));

        assertThat(other.signedTexts(KeyPurpose.TOKENS).open(USE, old)).isEmpty();
    }
}
