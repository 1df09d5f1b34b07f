// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of 127.0.0.1 that nobody listens on. */
public final class FreePorts {

    // Below the range that Linux and macOS take the ports of outgoing connections from: a port of
    // that range may be gone by the time its server starts, or comes back after a kill.
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    /** What was handed out may not be listened on yet. */
    private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** A port that is free at this moment, and that nobody in this JVM was given before. */
    public static int any() {
        for (var tries = 0; tries < 1000; tries++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isFree(port) && HANDED_OUT.add(port)) {
                return port;
            }
        }
        throw new ComponentFailure(
                "No free port between %d and %d on 127.0.0.1.".formatted(FIRST, LAST));
    }

    /** The remembered port when it is still free (bookmarks stay good), else any other. */
    public static int preferring(int remembered) {
        return remembered > 0 && isFree(remembered) ? remembered : any();
    }

    /**
     * Stops with a clear sentence when somebody else listens on the port: a component never
     * attaches silently to a stranger's server.
     */
    public static void require(int port, String component) {
        if (!isFree(port)) {
            throw new ComponentFailure(
                    "Port %d of 127.0.0.1 is taken by another process, so %s cannot listen on it."
                            .formatted(port, component));
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
