// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.Map;

/** Brings copies of registers, as a data protection officer does. */
final class RegisterCopies {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private RegisterCopies() {}

    /** A copy that lists that number alone; comes back once it is in use. */
    static void bring(String register, Map<String, Object> announcement, String number) {
        Response started =
                Parties.as(token(announcement))
                        .body(announcement)
                        .post("/v1/screening-registers/" + register + "/imports");
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(201);
        String place = "/v1/screening-imports/" + started.path("id");
        Response sent =
                Http.given()
                        .auth()
                        .oauth2(token(announcement))
                        .contentType("text/plain")
                        .body((number + "\n").getBytes(US_ASCII))
                        .patch(place);
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                Parties.as(token(announcement))
                                        .get(place)
                                        .<String>path("state")
                                        .equals("COMPLETED"));
    }

    /** A controller's list is brought by itself, a register by the tenant's own people. */
    private static String token(Map<String, Object> announcement) {
        return announcement.containsKey("controller")
                ? Parties.token("helios", (String) announcement.get("controller"), "dpo")
                : TestTokens.tenantWide("helios", "helios", "dpo-of-helios", "dpo");
    }
}
