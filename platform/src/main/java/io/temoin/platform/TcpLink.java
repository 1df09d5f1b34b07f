// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A port of 127.0.0.1 that hands everything on to another, until it is told to fall silent: then
 * both ends keep a connection through which nothing comes any more, as when a network or a node is
 * gone without a word. For tests.
 */
public final class TcpLink implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final long LOOK_NANOS = 10_000_000;

    /** One connection: two sockets, and a thread for each direction. */
    private final class Wire {

        private final Socket client;
        private final Socket server;
        private volatile boolean lost;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void run() {
            Thread.ofVirtual().start(() -> copy(client, server));
            Thread.ofVirtual().start(() -> copy(server, client));
        }

        private void copy(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    while ((lost || held) && !closed) {
                        LockSupport.parkNanos(LOOK_NANOS);
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException _) {
                // One end has closed; try-with-resources tells the other.
            } finally {
                wires.remove(this);
            }
        }

        private void cut() {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private final ServerSocket listener;
    private final int target;
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private volatile boolean held;
    private volatile boolean closed;

    private TcpLink(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** Opens a port that leads to another one. */
    public static TcpLink to(int target) {
        try {
            TcpLink link =
                    new TcpLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().name("link-" + target).start(link::accept);
            return link;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections go through it. */
    public int connections() {
        return wires.size();
    }

    /** From now on nothing passes, on old and new connections; nothing is lost either. */
    public void hold() {
        held = true;
    }

    /** What was held back passes, and all that follows. */
    public void release() {
        held = false;
    }

    /** Nothing passes on the present connections any more, ever; new ones work. */
    public void lose() {
        wires.forEach(wire -> wire.lost = true);
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(listener);
        wires.forEach(Wire::cut);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                Wire wire = new Wire(client, connect(client));
                wires.add(wire);
                wire.run();
            } catch (IOException failure) {
                if (!closed) {
                    throw new UncheckedIOException(failure);
                }
            }
        }
    }

    private Socket connect(Socket client) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException failure) {
            client.close();
            throw failure;
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
