// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.limits;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The password of a role is replaced while the service runs. */
@QuarkusTest
@TestProfile(NarrowLimits.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ReplacedPasswordTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String OF_TOMORROW = "of-tomorrow-0123456789";

    @Inject Pool app;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void isTakenFromItsFileWithoutARestart() throws IOException {
        Path file = Path.of(NarrowLimits.PASSWORD_FOLDER, "TEMOIN_DB_APP_PASSWORD");
        Files.createDirectories(file.getParent());
        assertThat(ask().statusCode()).isEqualTo(200);

        replaceBy(OF_TOMORROW);
        try {
            assertProblem(ask(), 503, "service-unavailable");
            Files.writeString(file, OF_TOMORROW + "\n");
            assertThat(ask().statusCode()).isEqualTo(200);
        } finally {
            Files.writeString(file, OF_TOMORROW + "\n");
            replaceBy(password);
            Files.delete(file);
        }
        assertThat(ask().statusCode()).isEqualTo(200);
    }

    /** Connections that are open would go on: they are ended, this one last. */
    private void replaceBy(String next) {
        run("alter role consent_app password '" + next + "'");
        run(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where usename = current_user and pid <> pg_backend_pid()");
        app.query("select pg_terminate_backend(pg_backend_pid())")
                .execute()
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(LIMIT);
    }

    private void run(String sql) {
        app.query(sql).execute().await().atMost(LIMIT);
    }

    private static Response ask() {
        String token =
                TestTokens.token("helios", VOIX, List.of(), UUID.randomUUID().toString(), "dpo");
        return RestAssured.given()
                .header("Connection", "close")
                .auth()
                .oauth2(token)
                .get("/v1/parked-messages");
    }
}
