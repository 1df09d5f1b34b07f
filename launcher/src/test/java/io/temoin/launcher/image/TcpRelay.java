// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes connections on from one address to another, unchanged: what {@code kubectl port-forward}
 * does for a pod, and the way from pods to servers on this machine's loopback.
 */
final class TcpRelay implements AutoCloseable {

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private TcpRelay(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    /** Listens until it is closed. */
    static TcpRelay start(InetSocketAddress from, InetSocketAddress to) {
        try {
            var relay = new TcpRelay(new ServerSocket(), to);
            relay.server.bind(from);
            Thread.ofVirtual().start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException("Nobody can listen on " + from, e);
        }
    }

    /** From a port of this machine's loopback. */
    static TcpRelay start(int port, InetSocketAddress to) {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), to);
    }

    @Override
    public void close() {
        closed(server);
        open.forEach(TcpRelay::closed);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void pass(Socket client) {
        open.add(client);
        try (client;
                var there = new Socket()) {
            open.add(there);
            there.connect(target);
            var back = Thread.ofVirtual().start(() -> copy(there, client));
            copy(client, there);
            back.join();
            open.remove(there);
        } catch (IOException _) {
            // Nobody listens there (any more): the client sees its connection end, as it would.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // One side is gone, so the other has nobody to speak to.
            closed(from);
            closed(to);
        }
    }

    private static void closed(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
