// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A token that was verified once is not believed a moment longer than it says. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class VerifiedTokensTest {

    private static final Duration SHORT = Duration.ofSeconds(3);

    @Test
    void refusesARememberedTokenAsSoonAsItExpires() {
        String token = lasting(SHORT, "helios", "dpo");
        assertThat(statusWith(token)).isEqualTo(200);
        assertThat(statusWith(token)).isEqualTo(200);
        await().atMost(SHORT.multipliedBy(2))
                .untilAsserted(() -> assertThat(statusWith(token)).isEqualTo(401));
    }

    @Test
    void refusesATokenThatDiffersFromARememberedOneByItsSignature() {
        String token = lasting(Duration.ofHours(1), "helios", "dpo");
        assertThat(statusWith(token)).isEqualTo(200);
        int middleOfTheSignature = (token.lastIndexOf('.') + token.length()) / 2;
        char other = token.charAt(middleOfTheSignature) == 'A' ? 'B' : 'A';
        String forged =
                token.substring(0, middleOfTheSignature)
                        + other
                        + token.substring(middleOfTheSignature + 1);
        assertThat(statusWith(forged)).isEqualTo(401);
        assertThat(statusWith(token)).isEqualTo(200);
    }

    @Test
    void keepsTheRolesOfTwoTokensApart() {
        String allowed = lasting(Duration.ofHours(1), "helios", "dpo");
        String dialer = lasting(Duration.ofHours(1), "helios", "dialer");
        assertThat(statusWith(allowed)).isEqualTo(200);
        assertThat(statusWith(dialer)).isEqualTo(403);
        assertThat(statusWith(allowed)).isEqualTo(200);
        assertThat(statusWith(dialer)).isEqualTo(403);
    }

    private static int statusWith(String token) {
        return as(token).get("/v1/consents").statusCode();
    }

    private static String lasting(Duration lifetime, String tenant, String role) {
        return TestTokens.lasting(
                lifetime,
                tenant,
                RHONE,
                List.of(RHONE),
                "0f0e0d0c-0000-4000-8000-000000000002",
                role);
    }
}
