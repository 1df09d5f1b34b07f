// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.ChassisDatabase;
import io.temoin.chassis.TestSettings;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.DataKey;
import io.temoin.shredding.keys.KeyDestructions;
import io.temoin.shredding.keys.KeyEpochs;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.LocalKeyset;
import io.temoin.shredding.keys.PostgresShreddableKeys;
import io.temoin.shredding.keys.SignedTexts;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationJobIT {

    private static final ChassisDatabase DATABASE = ChassisDatabase.start();
    private static final Pool OWNER = DATABASE.keysOwner();
    private static final Pool KEYS = DATABASE.keys();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final TenantId HELIOS = new TenantId("helios");
    private static final byte[] CLEAR = {1, 2, 3};
    private static final byte[] CONTEXT = {9};
    private static final double DAY = Duration.ofDays(1).toSeconds();

    @TempDir Path folder;

    private final Clocks.Demo clock = new Clocks.Demo(Duration.ZERO);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeEach
    void forgetAllKeys() {
        OWNER.query("truncate shreddable_key").execute().await().atMost(LIMIT);
        OWNER.query("delete from key_epoch").execute().await().atMost(LIMIT);
    }

    @AfterAll
    static void close() {
        OWNER.close().await().indefinitely();
        KEYS.close().await().indefinitely();
    }

    @Test
    void rotatesByItsClockAndShowsWhereItStands() {
        KeyScope scope = new KeyScope.Recording(UUID.randomUUID());
        byte[] sealed = key(scope).seal(CLEAR, CONTEXT);
        KeyRotationJob job = job();
        KeyEpochMetrics epochs = metricsOfAProcessThatServes();
        assertThat(metric("temoin.keys.epoch")).isNaN();

        job.look();
        epochs.look();
        assertThat(metric("temoin.keys.epoch")).isEqualTo(1);
        assertThat(metric("temoin.keys.epoch.age.seconds")).isLessThan(DAY);
        assertThat(metric("temoin.keys.erasure.horizon.seconds") - now())
                .isBetween(36.9 * DAY, 37 * DAY);

        clock.advance(Duration.ofDays(30));
        assertThat(metric("temoin.keys.epoch.age.seconds")).isGreaterThan(29 * DAY);
        job.look();
        epochs.look();
        assertThat(metric("temoin.keys.epoch")).isEqualTo(2);
        assertThat(metric("temoin.keys.epoch.oldest")).isEqualTo(1);
        assertThat(metric("temoin.keys.epochs.unemptied")).isZero();
        assertThat(metric("temoin.keys.destruction.due.seconds") - now())
                .isBetween(6.9 * DAY, 7 * DAY);

        clock.advance(Duration.ofDays(37).plusMinutes(1));
        job.look();
        epochs.look();
        assertThat(metric("temoin.keys.epoch.oldest")).isEqualTo(2);
        assertThat(vault().epochs()).containsExactly(2);
        assertThat(key(scope).open(sealed, CONTEXT)).isEqualTo(CLEAR);
    }

    @Test
    void rotatesTheKeysOfTokensAndRetiresTheReplacedOnes() {
        LocalKeyset vault = vault();
        KeyRotationJob job = job(vault);
        SignedTexts links = vault.signedTexts(KeyPurpose.LINKS);
        String old = links.sign("use", "old");
        job.look();

        clock.advance(Duration.ofDays(30).plusMinutes(1));
        job.look();
        String young = links.sign("use", "young");
        assertThat(vault().signedTexts(KeyPurpose.LINKS).open("use", old)).contains("old");

        clock.advance(Duration.ofDays(37).plusMinutes(2));
        job.look();
        assertThat(links.open("use", old)).isEmpty();
        assertThat(vault().signedTexts(KeyPurpose.LINKS).open("use", young)).contains("young");
    }

    @Test
    void looksAgainAfterAFailure() throws IOException {
        key(new KeyScope.Recording(UUID.randomUUID()));
        KeyRotationJob job = job();
        job.look();
        clock.advance(Duration.ofDays(30));
        permit("rw-r--r--");
        job.look();
        permit("rw-------");
        assertThat(vault().currentEpoch()).isEqualTo(1);

        job.look();

        assertThat(vault().currentEpoch()).isEqualTo(2);
    }

    private KeyRotationJob job() {
        return job(vault());
    }

    private KeyRotationJob job(LocalKeyset vault) {
        TestSettings settings = new TestSettings(false);
        return new KeyRotationJob(
                new KeyRotation(OWNER, vault, settings, Optional.of("given"), clock),
                settings,
                polling());
    }

    /** It has the password of the runtime role, and not the owner's. */
    private KeyEpochMetrics metricsOfAProcessThatServes() {
        ChassisConfig.Keys settings = new TestSettings(false).keys();
        KeyEpochs standing =
                new KeyEpochs(KEYS, vault(), settings.rotationInterval(), settings.destroyAfter());
        KeyEpochMetrics epochs = new KeyEpochMetrics(standing, clock, metrics, polling());
        epochs.register();
        return epochs;
    }

    private static PollingScheduler polling() {
        return new PollingScheduler(DATABASE.vertx(), Executors.newVirtualThreadPerTaskExecutor());
    }

    /** As a service that starts now sees it. */
    private DataKey key(KeyScope scope) {
        try (KeyDestructions destructions = new KeyDestructions(KEYS)) {
            return new PostgresShreddableKeys(KEYS, vault(), destructions)
                    .keyFor(HELIOS, scope)
                    .await()
                    .atMost(LIMIT);
        }
    }

    private LocalKeyset vault() {
        return LocalKeyset.readOrCreate(folder.resolve("keyset.json"), clock.instant());
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(
                folder.resolve("keyset.json"), PosixFilePermissions.fromString(permissions));
    }

    private double metric(String name) {
        return metrics.get(name).gauge().value();
    }

    private double now() {
        return clock.instant().getEpochSecond();
    }
}
