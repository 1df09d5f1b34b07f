// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the pool of each role, by the settings of its datasource and two of our own. */
@ApplicationScoped
class DatabasePools {

    private final Optional<PasswordFolder> passwords;
    private final Duration tcpUserTimeout;
    private final PasswordWatch watch;

    /**
     * The settings.
     *
     * @param config may name a folder of passwords
     * @param tcpUserTimeout for how many milliseconds what was sent may be unacknowledged
     */
    DatabasePools(
            Config config,
            @ConfigProperty(name = "temoin.limits.database.tcp-user-timeout-ms") int tcpUserTimeout,
            PasswordWatch watch) {
        this.passwords = PasswordFolder.of(config);
        this.tcpUserTimeout = Duration.ofMillis(tcpUserTimeout);
        this.watch = watch;
    }

    @Produces
    @Singleton
    PgPoolCreator app() {
        return poolOf("TEMOIN_DB_APP_PASSWORD", watch::add);
    }

    @Produces
    @Singleton
    @ReactiveDataSource("feed")
    PgPoolCreator feed() {
        return poolOf("TEMOIN_DB_FEED_PASSWORD", watch::add);
    }

    @Produces
    @Singleton
    @ReactiveDataSource("keys")
    PgPoolCreator keys() {
        return poolOf("TEMOIN_DB_KEYS_PASSWORD", watch::add);
    }

    @Produces
    @Singleton
    @ReactiveDataSource("keys-owner")
    // A running service may have no password of it.
    PgPoolCreator keysOwner() {
        return poolOf("TEMOIN_DB_KEYS_OWNER_PASSWORD", _ -> {});
    }

    private PgPoolCreator poolOf(String variable, Consumer<WatchedPassword> watcher) {
        return new LastingPool(
                variable, passwords.map(folder -> folder.file(variable)), tcpUserTimeout, watcher);
    }
}
