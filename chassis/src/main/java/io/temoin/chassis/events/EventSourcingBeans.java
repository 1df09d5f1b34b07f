// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.KeyedFor;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.PostgresEventStore;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyDestructions;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.KeyVault;
import io.temoin.shredding.keys.PostgresShreddableKeys;
import io.temoin.shredding.keys.ShreddableKeys;
import io.temoin.shredding.keys.SignedTexts;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The event-sourcing library as beans. */
@ApplicationScoped
class EventSourcingBeans {

    @Produces
    @Singleton
    EventStore eventStore(Pool pool, Feeds feeds, ChassisConfig config) {
        return new PostgresEventStore(pool, feeds::wake, config.commitInterval());
    }

    @Produces
    @Singleton
    KeyDestructions destructions(@ReactiveDataSource("keys") Pool pool) {
        return new KeyDestructions(pool);
    }

    /** Not before the checks of the start, which connect to nothing. */
    void listen(@Observes StartupEvent event, KeyDestructions destructions) {
        destructions.listen();
    }

    void stop(@Disposes KeyDestructions destructions) {
        destructions.close();
    }

    @Produces
    @Singleton
    ShreddableKeys keys(
            @ReactiveDataSource("keys") Pool pool, KeyVault vault, KeyDestructions destructions) {
        return new PostgresShreddableKeys(pool, vault, destructions);
    }

    @Produces
    @Singleton
    @KeyedFor(KeyPurpose.PSEUDONYMS)
    Fingerprints pseudonyms(KeyVault vault) {
        return vault.fingerprints(KeyPurpose.PSEUDONYMS);
    }

    @Produces
    @Singleton
    @KeyedFor(KeyPurpose.COMMANDS)
    Fingerprints commands(KeyVault vault) {
        return vault.fingerprints(KeyPurpose.COMMANDS);
    }

    @Produces
    @Singleton
    @KeyedFor(KeyPurpose.TOKENS)
    SignedTexts tokens(KeyVault vault) {
        return vault.signedTexts(KeyPurpose.TOKENS);
    }

    @Produces
    @Singleton
    @KeyedFor(KeyPurpose.CURSORS)
    SignedTexts cursors(KeyVault vault) {
        return vault.signedTexts(KeyPurpose.CURSORS);
    }

    @Produces
    @Singleton
    @KeyedFor(KeyPurpose.LINKS)
    SignedTexts links(KeyVault vault) {
        return vault.signedTexts(KeyPurpose.LINKS);
    }
}
