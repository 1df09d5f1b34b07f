// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static org.awaitility.Awaitility.await;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A syslog collector: a real TLS server that keeps what each connection brought. */
final class TlsCollector implements AutoCloseable {

    private static final String NAME = "collector";
    private static final String PASSWORD = "changeit";

    private final SSLContext tls;
    private final ServerSocket server;
    private final List<byte[]> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile int cutConnection = -1;
    private volatile int cutAfter;
    private volatile int stopConnection = -1;
    private volatile int stopAfter;
    private volatile boolean idle;

    private TlsCollector(SSLContext tls, ServerSocket server) {
        this.tls = tls;
        this.server = server;
    }

    /** Makes a key and a certificate of its own for a name, in {@code folder}. */
    static void certify(Path folder, String name) {
        try {
            new CertificateGenerator(Files.createDirectories(folder), true)
                    .generate(
                            new CertificateRequest()
                                    .withName(NAME)
                                    .withFormats(List.of(Format.PEM, Format.PKCS12))
                                    .withPassword(PASSWORD)
                                    .withCN(name)
                                    .withSubjectAlternativeName("DNS:" + name));
        } catch (Exception failure) { // of no narrower kind
            throw new IllegalStateException("a certificate is made", failure);
        }
    }

    /** The certificate that was made in {@code folder}, as PEM. */
    static Path trust(Path folder) {
        return folder.resolve(NAME + ".crt");
    }

    /**
     * Listens with the key in {@code folder}.
     *
     * @param port 0 for any
     */
    static TlsCollector start(Path folder, int port) {
        try {
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(folder), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            TlsCollector collector = new TlsCollector(context, server);
            Thread.ofVirtual().start(collector::listen);
            return collector;
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("a TLS server listens", failure);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Is killed in a connection, the first is 0, when it has read so many octets. */
    void cut(int connection, int octets) {
        cutAfter = octets;
        cutConnection = connection;
    }

    /**
     * Is stopped in a connection, and says good-bye as one does, when so many octets of TCP have
     * arrived that it has not read.
     */
    void stop(int connection, int unread) {
        stopAfter = unread;
        stopConnection = connection;
    }

    /** From now on it shakes hands and keeps the connection, but reads nothing of it. */
    void stopReading() {
        idle = true;
    }

    /** What each connection brought, in the order they ended. */
    List<byte[]> connections() {
        return connections;
    }

    /** Returns when so many connections have ended. */
    List<byte[]> awaitConnections(int number) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(this::connections, ended -> ended.size() >= number);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                read(server.accept(), accepted.getAndIncrement());
            } catch (SocketException ended) {
                if (!server.isClosed()) {
                    throw new IllegalStateException(ended);
                }
            } catch (IOException failure) {
                throw new IllegalStateException("the collector listens", failure);
            }
        }
    }

    /** One after the other, so that connections end in the order they began. */
    private void read(Socket plain, int number) throws IOException {
        ByteArrayOutputStream brought = new ByteArrayOutputStream();
        try (plain) {
            SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, null, 0, false);
            socket.setUseClientMode(false);
            if (idle) {
                socket.startHandshake();
                await().forever().until(server::isClosed);
            }
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[1000];
            int count = in.read(buffer);
            if (number == stopConnection) {
                await().atMost(Duration.ofSeconds(10))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> plain.getInputStream().available() >= stopAfter);
            }
            while (count >= 0
                    && number != stopConnection
                    && !isCut(number, brought.size() + count)) {
                brought.write(buffer, 0, count);
                count = in.read(buffer);
            }
            boolean readAll = count < 0;
            if (readAll || number == stopConnection) {
                socket.shutdownOutput(); // which says the end of TLS
            }
            if (!readAll) {
                plain.setSoLinger(true, 0); // a reset, as TCP does of what is closed unread
            }
        } catch (IOException refused) {
            // a sender that does not trust this collector; what it brought counts all the same
            brought.write(new byte[0]);
        }
        connections.add(brought.toByteArray());
    }

    private boolean isCut(int connection, int octets) {
        return connection == cutConnection && octets >= cutAfter;
    }

    private static KeyStore store(Path folder) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(
                folder.resolve(NAME + "-keystore.p12").toFile(), PASSWORD.toCharArray());
    }
}
