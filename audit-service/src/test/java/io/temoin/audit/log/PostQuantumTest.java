// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.temoin.audit.Space;
import io.temoin.audit.VerifierCommand;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever trusts ML-DSA-44 alone verifies a log and its witness, and so does who knows Ed25519. */
@QuarkusTest
@TestProfile(PostQuantum.class)
class PostQuantumTest {

    @TempDir private Path folder = Path.of("");

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);

    @Test
    void theLogIsVerifiedByEitherKindOfKey() throws Exception {
        // Given
        log.grow(3);
        VerifierKey[] keys =
                policy().logs().stream()
                        .filter(key -> key.name().equals(log.key().name()))
                        .toArray(VerifierKey[]::new);
        assertThat(keys)
                .extracting(VerifierKey::type)
                .containsExactly(SignatureType.ED25519, SignatureType.ML_DSA_44_COSIGNATURE);

        try (WitnessProcess _ = Witnessed.watching(keys)) {
            // When both keys of the witness have cosigned
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptionsMatching(Untrusted.class::isInstance)
                    .until(() -> policy().verify(log.note()).witnesses().size() == 2);

            // Then
            for (boolean quantum : new boolean[] {false, true}) {
                Path own = folder.resolve(quantum + ".txt");
                Files.writeString(own, of(quantum));
                assertThat(fsck(own)).contains(" has all 3 entries ").endsWith("exit 0");
            }
            VerifierKey other =
                    DerivedKey.of(
                                    new byte[32],
                                    SignatureType.ML_DSA_44_COSIGNATURE,
                                    log.key().name())
                            .key();
            Path wrong =
                    Files.writeString(
                            folder.resolve("wrong.txt"), "log " + other + "\nquorum none\n");
            assertThat(fsck(wrong)).endsWith("exit 1");
        }
    }

    /** A policy of one kind of key alone. */
    private String of(boolean quantum) {
        TrustPolicy policy = policy();
        String logs =
                policy.logs().stream()
                        .filter(key -> key.type().timestamped() == quantum)
                        .map(key -> "log " + key + "\n")
                        .collect(Collectors.joining());
        VerifierKey witness =
                policy.witnesses().stream()
                        .filter(
                                key ->
                                        (key.type() == SignatureType.ML_DSA_44_COSIGNATURE)
                                                == quantum)
                        .findFirst()
                        .orElseThrow();
        return logs + "witness w " + witness + "\nquorum w\n";
    }

    private TrustPolicy policy() {
        return TrustPolicy.parse(log.policy());
    }

    private String fsck(Path policy) throws IOException, InterruptedException {
        return VerifierCommand.fsck(
                "http://localhost:" + RestAssured.port + "/v1/logs/" + log.id(), policy);
    }
}
