// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: the witness itself, until it is ended. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Watches logs and cosigns their checkpoints, until it is stopped.",
            "The list of logs is read again when it has changed."
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = Logger.getLogger(RunCommand.class.getName());
    private static final int LAST_PORT = 65_535;

    @Option(names = "--state", required = true, description = "The folder that init created.")
    private Path folder = Path.of("");

    @Option(
            names = "--logs",
            required = true,
            description =
                    "A file with the verifier keys of the logs, one per line; # begins a"
                            + " comment.")
    private Path logs = Path.of("");

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:7380",
            description =
                    "Address and port, for plain HTTP behind a reverse proxy"
                            + " (default: ${DEFAULT-VALUE}; port 0 chooses a free one).")
    private String listen = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Running running = start(folder, logs, address(listen), Clock.systemUTC())) {
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
            LOG.log(
                    Level.INFO,
                    "listening on http://{0}:{1}",
                    new Object[] {
                        running.server().address().getAddress().getHostAddress(),
                        Integer.toString(running.server().address().getPort())
                    });
            ended.await();
        }
        return 0;
    }

    /** The whole program, without a process around it. */
    static Running start(Path folder, Path logs, InetSocketAddress address, Clock clock)
            throws IOException {
        FolderLock lock = FolderLock.take(folder);
        try {
            WitnessKeys keys = new KeyFile(folder).read();
            List<WatchedLog> watched = LogList.read(logs);
            keys.keys().forEach(key -> LOG.log(Level.INFO, "signing with the key {0}", key));
            if (watched.isEmpty()) {
                LOG.log(Level.WARNING, "not watching any log: {0} does not name one yet", logs);
            }
            Witness witness = new Witness(keys, watched, folder);
            witness.report();
            WitnessServer server = WitnessServer.start(witness, address, clock);
            return new Running(server, ListWatch.start(logs, watched, witness), lock);
        } catch (IOException | RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    /** Reads {@code host:port}; a host of IPv6 is in brackets. */
    static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > LAST_PORT) {
            throw new CannotRun(
                    "\"" + text + "\" is not an address and port such as 127.0.0.1:7380.");
        }
        InetSocketAddress address =
                new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
        if (address.isUnresolved()) {
            throw new CannotRun("The address in \"" + text + "\" is not known.");
        }
        return address;
    }

    /** A server, what reads its list again, and the lock that both work under. */
    record Running(WitnessServer server, ListWatch list, FolderLock lock) implements Closeable {

        @Override
        public void close() throws IOException {
            list.close();
            server.close();
            lock.close();
        }
    }
}
