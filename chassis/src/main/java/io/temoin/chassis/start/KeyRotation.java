// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.temoin.chassis.ChassisConfig;
import io.temoin.shredding.keys.EpochRotation;
import io.temoin.shredding.keys.EpochRotation.Progress;
import io.temoin.shredding.keys.HashKeyProgress;
import io.temoin.shredding.keys.KeyGeneration;
import io.temoin.shredding.keys.KeySchedule;
import io.temoin.shredding.keys.KeyVault;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks after the keys, once, and blocks. The keys of tokens, links and cursors are in the keyset
 * alone; the key epochs need the password of the keys' owner.
 */
@ApplicationScoped
class KeyRotation {

    private static final Logger LOG = Logger.getLogger(KeyRotation.class);

    /** Ten million keys take minutes. */
    private static final Duration LIMIT = Duration.ofHours(2);

    private final Pool owner;
    private final EpochRotation epochs;
    private final KeyVault vault;
    private final KeySchedule schedule;
    private final Clock clock;
    private final Duration destroyAfter;
    private final boolean possible;

    KeyRotation(
            @ReactiveDataSource("keys-owner") Pool owner,
            KeyVault vault,
            ChassisConfig config,
            @ConfigProperty(name = "TEMOIN_DB_KEYS_OWNER_PASSWORD") Optional<String> ownerPassword,
            Clock clock) {
        ChassisConfig.Keys keys = config.keys();
        this.owner = owner;
        this.epochs = new EpochRotation(owner, vault, keys.rotationInterval(), keys.destroyAfter());
        this.vault = vault;
        this.schedule = schedule(keys.tokens());
        this.clock = clock;
        this.destroyAfter = keys.destroyAfter();
        this.possible = ownerPassword.filter(password -> !password.isBlank()).isPresent();
    }

    /** Whether this process may rotate the epochs: it has the password of the keys' owner. */
    boolean isPossible() {
        return possible;
    }

    /**
     * Refuses the keyset of another database before any of its epochs is noted here: the right one
     * could then neither make keys nor rotate.
     *
     * @throws IllegalStateException when it is another's
     */
    void requireOwnKeyset() {
        KeysetCheck check = new KeysetCheck(owner, vault);
        check.read();
        check.requireSame();
    }

    /** Warns of a distrust that has no effect yet. */
    void warnOfWhatIsToCome() {
        Instant distrusted = schedule.distrustBefore();
        if (distrusted != null && clock.instant().isBefore(distrusted)) {
            LOG.warnf(
                    "temoin.keys.tokens.distrust-before is in the future and has no effect until"
                            + " %s",
                    distrusted);
        }
    }

    /** Replaces and retires the keys of tokens, links and cursors that are due. */
    void rotateTokens() {
        HashKeyProgress progress =
                vault.rotateHashKeys(schedule, clock.instant()).await().atMost(LIMIT);
        for (KeyGeneration opened : progress.opened()) {
            LOG.infof("key %d of %s was created and now signs", opened.number(), opened.purpose());
        }
        for (KeyGeneration retired : progress.retired()) {
            LOG.infof(
                    "key %d of %s was retired: everything it signed is now invalid",
                    retired.number(), retired.purpose());
        }
    }

    /** Rotates the epochs as far as that is due; the one that is current then. */
    int rotateEpochs() {
        Instant now = clock.instant();
        tell(epochs.advance(now).await().atMost(LIMIT), now);
        return vault.currentEpoch();
    }

    private static KeySchedule schedule(ChassisConfig.Tokens tokens) {
        return new KeySchedule(
                tokens.rotationInterval(), tokens.overlap(), tokens.distrustBefore().orElse(null));
    }

    private void tell(Progress progress, Instant now) {
        progress.opened()
                .forEach(epoch -> LOG.infof("key epoch %d was opened and is now current", epoch));
        if (progress.moved() > 0) {
            LOG.infof("%d live keys were rewrapped", progress.moved());
        }
        for (int epoch : progress.emptied()) {
            LOG.infof(
                    "key epoch %d contains no live keys any more; its key will be destroyed after"
                            + " %s",
                    epoch, now.plus(destroyAfter));
        }
        for (int epoch : progress.destroyed()) {
            LOG.infof(
                    "the key of epoch %d was destroyed: data erased under it is unrecoverable from"
                            + " backups as well, %s",
                    epoch,
                    vault.destroysWithin().isZero()
                            ? "from now on"
                            : "from " + now.plus(vault.destroysWithin()) + " on");
        }
    }
}
