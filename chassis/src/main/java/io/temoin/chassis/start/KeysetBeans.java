// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.Profile;
import io.temoin.keystart.KeyProviderConfig;
import io.temoin.keystart.KeyProviders;
import io.temoin.shredding.keys.KeyEpochs;
import io.temoin.shredding.keys.KeyVault;
import io.temoin.shredding.keys.LocalKeyset;
import io.temoin.shredding.keys.WrappedKeyset;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** The keyset: a file, or wrapped by a provider and read by {@link KeysetCheck} at the start. */
@ApplicationScoped
class KeysetBeans {

    /**
     * In production a missing keyset is a mistake, not an invitation to make a new one. A command
     * has the password of the keys' owner alone.
     */
    @Produces
    @Singleton
    KeyVault vault(
            ChassisConfig config,
            KeyProviderConfig settings,
            KeyProviders providers,
            @ReactiveDataSource("keys") Pool keys,
            @ReactiveDataSource("keys-owner") Pool owner,
            Clock clock,
            Config settingsOfStart) {
        if (providers.isUsed()) {
            return new WrappedKeyset(
                    ServiceCommand.of(settingsOfStart) == ServiceCommand.SERVE ? keys : owner,
                    owner,
                    providers.provider(),
                    clock,
                    settings.timeout(),
                    settings.cacheTtl());
        }
        return Profile.isProduction()
                ? LocalKeyset.read(existing(config.keysetFile()))
                : LocalKeyset.readOrCreate(config.keysetFile(), clock.instant());
    }

    void close(@Disposes KeyVault vault) {
        if (vault instanceof WrappedKeyset wrapped) {
            wrapped.close();
        }
    }

    /** Where the epochs of these keys stand, and until when a backup may hold a destroyed one. */
    @Produces
    @Singleton
    KeyEpochs epochs(@ReactiveDataSource("keys") Pool keys, KeyVault vault, ChassisConfig config) {
        ChassisConfig.Keys settings = config.keys();
        return new KeyEpochs(keys, vault, settings.rotationInterval(), settings.destroyAfter());
    }

    private static Path existing(Path keyset) {
        if (Files.notExists(keyset)) {
            throw new IllegalStateException(
                    "There is no keyset at %s (TEMOIN_KEYSET_FILE). Provide the service's keyset,"
                                    .formatted(keyset.toAbsolutePath())
                            + " from a backup if necessary; a new installation creates one with"
                            + " 'java -jar quarkus-run.jar create-keyset'.");
        }
        return keyset;
    }
}
