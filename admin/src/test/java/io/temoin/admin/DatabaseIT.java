// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restored role has the password of the backup until it is provisioned again. */
class DatabaseIT {

    private static final String ROLE = "restored";

    private final StoreDatabases databases = StoreDatabases.ONE;

    @BeforeEach
    void restore() {
        databases.asAdministrator(
                "store",
                "create role %s login password 'of-the-backup'".formatted(ROLE),
                "grant connect on database store to " + ROLE);
    }

    @AfterEach
    void remove() {
        databases.asAdministrator(
                "store", "revoke connect on database store from " + ROLE, "drop role " + ROLE);
    }

    @Test
    void waitsUntilThePasswordIsSet() {
        var set =
                CompletableFuture.runAsync(
                        () ->
                                databases.asAdministrator(
                                        "store", "alter role %s password 'now'".formatted(ROLE)),
                        delayedExecutor(200, TimeUnit.MILLISECONDS));

        try (var database = databases.connect(ROLE, "now", Duration.ofSeconds(30))) {
            assertThat(database.number("select 1")).isEqualTo(1);
        }
        set.join();
    }

    @Test
    void saysSoWhenItIsNotSet() {
        assertThatThrownBy(() -> databases.connect(ROLE, "now", Duration.ofMillis(600)))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("password authentication failed for user \"restored\"")
                .hasMessageContaining("This was so for PT0.6S: has the Job that provisions");
        assertThatThrownBy(() -> databases.connect(ROLE, "now", Duration.ZERO))
                .isInstanceOf(CannotRun.class)
                .hasMessageNotContaining("This was so");
    }
}
