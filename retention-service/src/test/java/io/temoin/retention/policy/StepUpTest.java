// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.Tokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody changes how long things are kept, or frees what is held, on a password alone, as in
 * production (RFC 9470).
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
@TestProfile(StepUpTest.AsInProduction.class)
class StepUpTest {

    /** The setting's own default. */
    public static class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("temoin.step-up.acr", "mfa");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/%s/activations", "/%s/withdrawals"})
    void policiesAreLaidDownWithASecondFactor(String path) {
        var answer =
                Tokens.dpo("t" + UUID.randomUUID())
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType("application/json")
                        .body(path.endsWith("activations") ? "" : "{}")
                        .post("/v1/policies" + path.formatted(UUID.randomUUID()));

        assertProblem(answer, 401, "insufficient-user-authentication");
    }

    @Test
    void conflictsAreDecidedWithASecondFactor() {
        var answer =
                Tokens.dpo("t" + UUID.randomUUID())
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType("application/json")
                        .body("{\"outcome\": \"KEEP\", \"ground\": \"LEGAL_ADVICE\"}")
                        .post("/v1/conflicts/%s/decisions".formatted(UUID.randomUUID()));

        assertProblem(answer, 401, "insufficient-user-authentication");
    }

    @ParameterizedTest
    @CsvSource({
        "dpo,release-proposals",
        "dpo,releases",
        "legal,release-proposals",
        "legal,releases"
    })
    void holdsAreReleasedWithASecondFactor(String role, String step) {
        var answer =
                Tokens.as("t" + UUID.randomUUID(), "rhone-telecom", List.of(), role)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType("application/json")
                        .body("{\"preview\": \"%s\"}".formatted("0".repeat(64)))
                        .post("/v1/holds/%s/%s".formatted(UUID.randomUUID(), step));

        assertProblem(answer, 401, "insufficient-user-authentication");
    }
}
