// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Ports of 127.0.0.1 that nobody listens on. What was handed out may not be listened on yet, so it
 * is reserved until this JVM ends, for all JVMs of the same user: builds, tests and suites that run
 * at the same time get different ones.
 */
public final class FreePorts {

    // Below the range that Linux and macOS take the ports of outgoing connections from: a port of
    // that range may be gone by the time its server starts, or comes back after a kill.
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private static final Set<Integer> RESERVED = ConcurrentHashMap.newKeySet();

    /** A byte of it for each port; not closed before the end, as that would free all of them. */
    private static @Nullable FileChannel reservations;

    private FreePorts() {}

    /**
     * A port that is free at this moment, and that was given to nobody who may yet listen on it.
     */
    public static int any() {
        for (var tries = 0; tries < 1000; tries++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isFree(port) && reserve(port)) {
                return port;
            }
        }
        throw new ComponentFailure(
                "No free port between %d and %d on 127.0.0.1.".formatted(FIRST, LAST));
    }

    /** The remembered port when it is still free (bookmarks stay good), else any other. */
    public static int preferring(int remembered) {
        return remembered > 0 && isFree(remembered) && isOurs(remembered) ? remembered : any();
    }

    private static boolean isOurs(int port) {
        return RESERVED.contains(port) || reserve(port);
    }

    /** Not what this JVM has reserved before: a lock that overlaps its own is refused as well. */
    private static boolean reserve(int port) {
        try {
            return reservations().tryLock(port, 1, false) != null && RESERVED.add(port);
        } catch (OverlappingFileLockException _) {
            return false; // reserved before, perhaps by this class in another class loader
        } catch (IOException failure) {
            throw new ComponentFailure("No port can be reserved: " + failure);
        }
    }

    private static synchronized FileChannel reservations() throws IOException {
        if (reservations == null) {
            var file = "temoin-ports-" + System.getProperty("user.name");
            var channel =
                    FileChannel.open(
                            Path.of(System.getProperty("java.io.tmpdir"), file),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            // Keeps it open when this class's loader goes before the JVM does.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(channel)));
            reservations = channel;
        }
        return reservations;
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Stops with a clear sentence when somebody else listens on the port: a component never
     * attaches silently to a stranger's server.
     */
    public static void require(int port, String component) {
        if (!isFree(port)) {
            throw new ComponentFailure(
                    "Port %d of 127.0.0.1 is in use by another process, so %s cannot listen on it."
                            .formatted(port, component));
        }
    }

    /**
     * Whether somebody takes connections on the port. To bind it instead, as {@link #isFree} does,
     * could take it from a server that is about to.
     */
    static boolean isListenedOn(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // A port in TIME_WAIT after a restart is free; one that is listened on is not.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
