// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.temoin.chassis.ChassisConfig;
import io.temoin.keystart.KeyProviderConfig;
import io.temoin.keystart.KeyProviders;
import io.temoin.shredding.keys.KeyProvider;
import io.temoin.shredding.keys.KeysetFounding;
import io.temoin.shredding.keys.LocalKeyset;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Founds the keyset that a key provider wraps, or takes the keyset file over into it; blocks. */
@ApplicationScoped
class KeysetFoundingCommand {

    private static final Logger LOG = Logger.getLogger(KeysetFoundingCommand.class);

    /** A keyset file has a few dozen keys, each of which is wrapped, unwrapped and compared. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Pool owner;
    private final KeyProviders providers;
    private final KeyProviderConfig settings;
    private final ChassisConfig config;
    private final Clock clock;

    KeysetFoundingCommand(
            @ReactiveDataSource("keys-owner") Pool owner,
            KeyProviders providers,
            KeyProviderConfig settings,
            ChassisConfig config,
            Clock clock) {
        this.owner = owner;
        this.providers = providers;
        this.settings = settings;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Does what the command asks for.
     *
     * @throws IllegalStateException when there are other keys already, or no provider is set
     */
    void run(ServiceCommand command) {
        if (!providers.isUsed()) {
            throw new IllegalStateException(
                    "'%s' needs a key provider: set temoin.key-provider.type."
                            .formatted(command.argument()));
        }
        try (KeyProvider provider = providers.provider()) {
            KeysetFounding founding = new KeysetFounding(owner, provider, settings.timeout());
            if (command == ServiceCommand.IMPORT_KEYSET) {
                takeOver(founding, provider);
            } else {
                founding.create(clock.instant()).await().atMost(LIMIT);
                LOG.infof(
                        "the keyset was created in the keys database, wrapped by %s",
                        provider.description());
            }
        }
    }

    private void takeOver(KeysetFounding founding, KeyProvider provider) {
        LocalKeyset file = LocalKeyset.read(config.keysetFile());
        new KeysetCheck(owner, file).requireNotAnothers();
        int added = founding.takeOver(file, clock.instant()).await().atMost(LIMIT);
        LOG.infof(
                "%d keys of %s were added to the keys database, wrapped by %s; every key of the"
                        + " file was read back and is the same. The next rotation moves all data"
                        + " keys into a fresh epoch. When all replicas use the provider, destroy"
                        + " the file and its copies.",
                added, config.keysetFile().toAbsolutePath(), provider.description());
    }
}
