// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.temoin.chassis.ChassisDatabase;
import io.temoin.shredding.keys.KeyVault;
import io.temoin.shredding.keys.LocalKeyset;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetCheckIT {

    private static final ChassisDatabase DATABASE = ChassisDatabase.start();
    private static final Pool OWNER = DATABASE.keysOwner();
    private static final Pool KEYS = DATABASE.keys();

    @TempDir Path folder;

    @BeforeEach
    void forget() {
        OWNER.query("truncate keyset_check").execute().await().indefinitely();
    }

    @AfterAll
    static void close() {
        OWNER.close().await().indefinitely();
        KEYS.close().await().indefinitely();
    }

    @Test
    void stopsAStartWithTheKeysetOfAnother() {
        KeyVault own = keyset("own.json");
        assertThatNoException().isThrownBy(() -> new KeysetCheck(KEYS, own).requireSame());
        assertThatNoException()
                .isThrownBy(() -> new KeysetCheck(KEYS, keyset("own.json")).requireSame());

        assertThatIllegalStateException()
                .isThrownBy(() -> new KeysetCheck(KEYS, keyset("another.json")).requireSame())
                .withMessageContaining("The keyset does not belong to this database");
    }

    private KeyVault keyset(String name) {
        return LocalKeyset.readOrCreate(
                folder.resolve(name), Instant.parse("2026-11-27T09:00:00Z"));
    }
}
