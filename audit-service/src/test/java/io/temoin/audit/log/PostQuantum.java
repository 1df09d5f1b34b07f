// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.temoin.audit.export.ExportBucket;
import io.temoin.transparency.note.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service and its witness sign with Ed25519 and with ML-DSA-44. */
public final class PostQuantum implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path folder = Files.createTempDirectory("post-quantum");
            List<VerifierKey> keys =
                    WitnessProcess.init("witness.example/pq", folder.resolve("state"), "both");
            int port = Witnessed.freePort();
            Path file =
                    Files.writeString(
                            folder.resolve("witnesses.policy"),
                            """
                            witness classic %s http://127.0.0.1:%d
                            witness quantum %s http://127.0.0.1:%d
                            group both all classic quantum
                            quorum both
                            """
                                    .formatted(keys.getFirst(), port, keys.getLast(), port));
            Map<String, String> settings = new HashMap<>(ExportBucket.settings());
            settings.put("temoin.audit.log.witnesses", file.toString());
            settings.put("temoin.audit.log.witness-retry-after", "500ms");
            settings.put("temoin.audit.log.ml-dsa", "true");
            return settings;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
