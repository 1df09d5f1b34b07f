// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1 that nobody listens on. */
public final class FreePorts {

    private FreePorts() {}

    /** A port that is free at this moment. */
    public static int any() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
