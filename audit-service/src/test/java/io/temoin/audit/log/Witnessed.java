// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.temoin.transparency.note.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service with one witness in its file, which a test starts and stops. */
public final class Witnessed implements QuarkusTestProfile {

    private static final String FILE = "temoin.audit.log.witnesses";

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path folder = Files.createTempDirectory("witnessed");
            VerifierKey key =
                    WitnessProcess.init("witness.example/temoin", folder.resolve("state"));
            Path file = folder.resolve("witnesses.policy");
            Files.writeString(
                    file,
                    """
                    witness auditor %s http://127.0.0.1:%d
                    quorum auditor
                    """
                            .formatted(key, freePort()));
            return Map.of(FILE, file.toString(), "temoin.audit.log.witness-retry-after", "500ms");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts the witness, which watches this log and no other. */
    static WitnessProcess watching(VerifierKey... log) throws IOException {
        Path file = file();
        String keys = Arrays.stream(log).map(key -> key + "\n").collect(Collectors.joining());
        Path logs = Files.writeString(file.resolveSibling("logs"), keys);
        return WitnessProcess.start(file.resolveSibling("state"), logs, port());
    }

    /** The port at which the service asks the witness. */
    static int port() throws IOException {
        String address = Files.readString(file()).lines().findFirst().orElseThrow();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static Path file() {
        return Path.of(ConfigProvider.getConfig().getValue(FILE, String.class));
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
