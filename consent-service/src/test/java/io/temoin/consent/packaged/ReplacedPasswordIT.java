// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.packaged;

import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A role gets another password while the service runs, which reads it from a file. */
class ReplacedPasswordIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REPLACED = "replaced-while-it-runs";

    @TempDir private Path passwords;

    @BeforeEach
    void write() throws IOException {
        for (String role : new String[] {"app", "feed", "keys"}) {
            write(role, PackagedService.password(role));
        }
    }

    @Test
    void isTakenFromItsFileWithoutARestart() throws SQLException, IOException {
        try (PackagedService service =
                        PackagedService.start(
                                Map.of("TEMOIN_DB_PASSWORD_FOLDER", passwords.toString()));
                Connection app = PackagedService.database("app");
                Statement statement = app.createStatement()) {
            service.answersRequests();
            assertThat(record().statusCode()).isEqualTo(201);

            replace(statement, REPLACED);
            try {
                await().atMost(PATIENCE).until(() -> record().statusCode() == 503);
                assertThat(record().header("Retry-After")).isEqualTo("5");
                // No connection of the role is left that it could answer with.
                await().atMost(PATIENCE).until(() -> !service.isReady());
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () ->
                                        assertThat(service.log())
                                                .contains(
                                                        "PostgreSQL refuses TEMOIN_DB_APP_PASSWORD",
                                                        "28P01")
                                                .doesNotContain(REPLACED));

                write("app", REPLACED);
                await().atMost(PATIENCE).until(() -> record().statusCode() == 201);
                await().atMost(PATIENCE).until(service::isReady);
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () ->
                                        assertThat(service.log())
                                                .contains(
                                                        "PostgreSQL accepts TEMOIN_DB_APP_PASSWORD"
                                                                + " again"));
            } finally {
                replace(statement, PackagedService.password("app"));
            }
        }
    }

    /** As the role itself, whose other connections end. */
    private static void replace(Statement statement, String password) throws SQLException {
        statement.execute("alter role consent_app password '%s'".formatted(password));
        statement.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                        + " where usename = 'consent_app' and pid <> pg_backend_pid()");
    }

    private void write(String role, String password) throws IOException {
        Path file =
                passwords.resolve("TEMOIN_DB_%s_PASSWORD".formatted(role.toUpperCase(Locale.ROOT)));
        Files.writeString(file, password);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Response record() {
        return as(token("helios", VOIX, "agent"), UUID.randomUUID().toString())
                .body(consent(freshNumber()))
                .post("/v1/consents");
    }
}
