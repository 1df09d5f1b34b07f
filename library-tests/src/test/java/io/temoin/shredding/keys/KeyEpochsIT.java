// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static io.temoin.shredding.keys.ShreddableKeysContract.NOW;
import static io.temoin.shredding.keys.ShreddableKeysContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.shredding.keys.KeyEpochs.EpochStatus;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process sees of the epochs that has the runtime role's password alone. */
class KeyEpochsIT {

    private static final KeysDatabase DATABASE = KeysDatabase.start();
    private static final Pool OWNER = DATABASE.keysOwner();
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration LIFE = MONTH.plus(WEEK);
    private static final Instant ROTATED = NOW.plus(MONTH);

    @TempDir private Path folder;

    @BeforeEach
    @AfterEach
    void forgetAllEpochs() {
        KeysDatabase.empty(OWNER);
    }

    @AfterAll
    static void close() {
        OWNER.close().await().indefinitely();
    }

    @Test
    void saysWhenWhatIsErasedNowIsFinal() {
        rotate(vault(), NOW);

        assertThat(status())
                .isEqualTo(new EpochStatus(1, NOW, 1, 0, NOW.plus(LIFE), NOW.plus(LIFE)));
    }

    /** Whether a rotation never begins is seen from the age of what it would have to replace. */
    @Test
    void countsFromTheTablesWhileNoRotationHasEverRun() {
        EpochStatus status = status();

        assertThat(status.epoch()).isEqualTo(1);
        assertThat(status.oldest()).isEqualTo(1);
        assertThat(status.unemptied()).isZero();
        assertThat(Duration.between(status.openedAt(), Instant.now()).abs())
                .isLessThan(Duration.ofDays(1));
        assertThat(status.due()).isEqualTo(status.openedAt().plus(LIFE));
    }

    /** What is erased now lies under a key that still has to be replaced before it can go. */
    @Test
    void promisesNothingThatALateRotationCannotKeepAnyMore() {
        rotate(vault(), NOW);
        Instant late = NOW.plus(LIFE).plus(LIFE);

        assertThat(status(ROTATED).horizon()).isEqualTo(NOW.plus(LIFE));
        assertThat(status(ROTATED.plusSeconds(1)).horizon())
                .isEqualTo(NOW.plus(LIFE).plusSeconds(1));
        assertThat(status(late).horizon()).isEqualTo(late.plus(WEEK));
        assertThat(status(late).due()).isEqualTo(NOW.plus(LIFE));
    }

    /** The next epoch's horizon is far, and says nothing of an older key that is still there. */
    @Test
    void theDestructionOfAnOlderEpochStaysDueWhileItIsRefused() {
        rotate(vault(), NOW);
        rotate(vault(), ROTATED);
        Instant late = ROTATED.plus(WEEK).plusSeconds(1);
        KeyVault refusing = new CutVault(vault(), CutVault.Step.EMPTIED, () -> {});
        assertThatThrownBy(() -> rotate(refusing, late)).isInstanceOf(IllegalStateException.class);

        EpochStatus refused = status();
        rotate(vault(), late);

        assertThat(refused)
                .isEqualTo(new EpochStatus(2, ROTATED, 1, 0, NOW.plus(LIFE), ROTATED.plus(LIFE)));
        assertThat(refused.due()).isBefore(late);
        assertThat(status().due()).isEqualTo(ROTATED.plus(LIFE));
    }

    private static void rotate(KeyVault vault, Instant now) {
        await(new EpochRotation(OWNER, vault, MONTH, WEEK).advance(now));
    }

    private EpochStatus status() {
        return status(NOW);
    }

    private EpochStatus status(Instant now) {
        return await(new KeyEpochs(DATABASE.keys(), vault(), MONTH, WEEK).status(now));
    }

    private LocalKeyset vault() {
        return LocalKeyset.readOrCreate(folder.resolve("keyset.json"), NOW);
    }
}
