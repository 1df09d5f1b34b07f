// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.bench.load.Commands;
import io.temoin.bench.load.HttpConnection;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.FreePorts;
import io.temoin.platform.Leftovers;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The packaged temoin-witness in a process of its own. */
public final class WitnessProcess implements AutoCloseable {

    private static final String NAME = "witness.bench.example/temoin";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final ChildProcess process;
    private final URI address;
    private final String key;

    private WitnessProcess(ChildProcess process, URI address, String key) {
        this.process = process;
        this.address = address;
        this.key = key;
    }

    /**
     * Makes a witness and starts it.
     *
     * @param folder empty, or not there yet
     * @param logs the verifier keys of the logs that it watches
     */
    static WitnessProcess start(Path folder, List<String> logs) {
        String jar = SourceTree.root().resolve("witness/target/temoin-witness.jar").toString();
        String state = folder.resolve("state").toString();
        String key =
                Commands.output(
                                List.of(
                                        ChildProcess.java(),
                                        "-jar",
                                        jar,
                                        "init",
                                        "--name",
                                        NAME,
                                        "--state",
                                        state),
                                Map.of())
                        .strip();
        Path list = folder.resolve("logs.txt");
        write(list, String.join("\n", logs) + "\n");
        int port = FreePorts.any();
        ChildProcess process =
                ChildProcess.start(
                        "witness",
                        List.of(
                                ChildProcess.java(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                Leftovers.mark(folder),
                                "-jar",
                                jar,
                                "run",
                                "--state",
                                state,
                                "--logs",
                                list.toString(),
                                "--listen",
                                "127.0.0.1:" + port),
                        Map.of(),
                        folder.resolve("witness.log"));
        URI address = ServerProcess.local(port, "");
        process.await(START_LIMIT, () -> listens(address));
        return new WitnessProcess(process, address, key);
    }

    /** Where it listens. */
    public URI address() {
        return address;
    }

    /** Its verifier key. */
    public String key() {
        return key;
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }

    private static boolean listens(URI address) {
        try (HttpConnection _ = new HttpConnection(address)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
