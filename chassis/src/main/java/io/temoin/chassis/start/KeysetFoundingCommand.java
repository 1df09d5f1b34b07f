// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.temoin.chassis.ChassisConfig;
import io.temoin.keystart.KeyProviderConfig;
import io.temoin.keystart.KeyProviders;
import io.temoin.keystart.SharedPseudonymKey;
import io.temoin.shredding.keys.KeyProvider;
import io.temoin.shredding.keys.KeysetFounding;
import io.temoin.shredding.keys.LocalKeyset;
import io.temoin.shredding.keys.WrappedKeyset;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Founds the keyset that a key provider wraps, takes the keyset file over into it, or gives its key
 * of pseudonyms to another service; blocks.
 */
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
    private final String service;
    private final Path personKeyFile;

    KeysetFoundingCommand(
            @ReactiveDataSource("keys-owner") Pool owner,
            KeyProviders providers,
            KeyProviderConfig settings,
            ChassisConfig config,
            Clock clock,
            @ConfigProperty(name = "temoin.service") String service,
            @ConfigProperty(
                            name = SharedPseudonymKey.VARIABLE,
                            defaultValue = SharedPseudonymKey.DEFAULT_FILE)
                    Path personKeyFile) {
        this.owner = owner;
        this.providers = providers;
        this.settings = settings;
        this.config = config;
        this.clock = clock;
        this.service = service;
        this.personKeyFile = personKeyFile;
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
            } else if (command == ServiceCommand.SHARE_PSEUDONYM_KEY) {
                share(provider);
            } else {
                founding.create(clock.instant()).await().atMost(LIMIT);
                LOG.infof(
                        "the keyset was created in the keys database, wrapped by %s",
                        provider.description());
            }
        }
    }

    private void share(KeyProvider provider) {
        try (WrappedKeyset keyset =
                new WrappedKeyset(
                        owner, owner, provider, clock, settings.timeout(), settings.cacheTtl())) {
            keyset.refresh().await().atMost(LIMIT);
            LOG.info(SharedPseudonymKey.of(service, keyset.pseudonymKey()).write(personKeyFile));
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
