// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.temoin.platform.PostgresServer;
import io.temoin.shredding.postgres.TestPostgres;
import io.vertx.mutiny.sqlclient.Pool;

/** A real PostgreSQL with the library's migrations; one for all tests of the JVM. */
public final class KeysDatabase {

    private static final KeysDatabase ONE = new KeysDatabase();

    private final TestPostgres postgres = TestPostgres.start();

    private final Pool keys;
    private final KeyDestructions destructions;

    private KeysDatabase() {
        postgres.migrate(
                "store_keys",
                "store_keys_owner",
                postgres.passwords().keysOwner(),
                "db/keys",
                "store_keys");
        keys = postgres.pool("store_keys", "store_keys", postgres.passwords().keys(), 5);
        destructions = new KeyDestructions(keys);
        destructions.listen();
    }

    public static KeysDatabase start() {
        return ONE;
    }

    /** Connections of the keys' runtime role. */
    public Pool keys() {
        return keys;
    }

    /** The same through a port that leads to the server. */
    Pool keys(int port, int size) {
        return postgres.pool(port, "store_keys", "store_keys", postgres.passwords().keys(), size);
    }

    /** Keys of this database, as a process of their own has them. */
    ShreddableKeys process(KeyVault vault) {
        return new PostgresShreddableKeys(keys, vault, destructions);
    }

    /** Connections of the keys' owner. */
    public Pool keysOwner() {
        return postgres.pool("store_keys", "store_keys_owner", postgres.passwords().keysOwner(), 2);
    }

    /** Removes all keys and all epochs, through connections of the keys' owner. */
    static void empty(Pool owner) {
        owner.query("truncate shreddable_key").executeAndAwait();
        owner.query("delete from key_epoch").executeAndAwait();
    }

    PostgresServer server() {
        return postgres.server();
    }
}
