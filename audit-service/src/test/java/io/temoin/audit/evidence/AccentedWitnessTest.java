// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.Response;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.trust.TrustPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names of keys are UTF-8 (c2sp.org/signed-note), and a key's id is computed from its name. */
@QuarkusTest
@TestProfile(AccentedWitnessTest.Accented.class)
public class AccentedWitnessTest {

    private static final String NAME = "t\u00e9moin.example/w";

    private final Space space = new Space();
    private final EvidenceDesk desk = new EvidenceDesk(space);

    /** A witness that nobody waits for. */
    public static final class Accented implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                VerifierKey key =
                        VerifierKey.of(
                                NAME,
                                SignatureType.ED25519_COSIGNATURE,
                                KeyPairGenerator.getInstance("Ed25519")
                                        .generateKeyPair()
                                        .getPublic());
                Path file = Files.createTempFile("accented", ".policy");
                Files.writeString(
                        file,
                        """
                        # le t\u00e9moin
                        witness t\u00e9moin %s http://127.0.0.1:9/
                        quorum none
                        """
                                .formatted(key),
                        StandardCharsets.UTF_8);
                return Map.of("temoin.audit.log.witnesses", file.toString());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (NoSuchAlgorithmException failure) {
                throw new IllegalStateException("every JDK has Ed25519", failure);
            }
        }
    }

    @Test
    void thePolicyIsReadByWhoIsGivenIt() {
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));

        byte[] policy = new LogReader(space).policy();
        Response bundle = desk.ask(Map.of("recording", EvidenceDesk.RECORDING));

        assertThat(TrustPolicy.parse(policy).witnesses())
                .extracting(VerifierKey::name)
                .containsExactly(NAME);
        assertThat(bundle.statusCode()).isEqualTo(200);
        assertThat(new Stranger(Path.of(""), bundle.asByteArray()).file("policy.txt"))
                .isEqualTo(new String(policy, StandardCharsets.UTF_8));
    }
}
