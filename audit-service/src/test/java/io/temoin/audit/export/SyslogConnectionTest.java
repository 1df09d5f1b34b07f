// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.export.domain.ExportProblem;
import io.temoin.eventsourcing.Rejected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real TLS server. */
class SyslogConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] FRAME = "5 <110>".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path folder;
    private TlsCollector collector;

    @BeforeEach
    void listen() {
        TlsCollector.certify(folder, "localhost");
        collector = TlsCollector.start(folder, 0);
    }

    @AfterEach
    void stop() throws IOException {
        collector.close();
    }

    @Test
    void bringsAllOfItAndKnowsIt() throws IOException {
        // When
        try (SyslogConnection connection = open(TlsCollector.trust(folder))) {
            connection.send(FRAME);
            connection.send(FRAME);
            connection.confirm();
        }

        // Then
        assertThat(new String(collector.awaitConnections(1).getFirst(), StandardCharsets.US_ASCII))
                .isEqualTo("5 <110>5 <110>");
    }

    @Test
    void doesNotTrustACertificateThatNobodyConfigured(@TempDir Path others) {
        TlsCollector.certify(others, "localhost");

        assertThatThrownBy(() -> open(TlsCollector.trust(others)))
                .isInstanceOf(SSLHandshakeException.class);
        assertThat(collector.awaitConnections(1).getFirst()).isEmpty();
    }

    @Test
    void doesNotTrustWhatJavaDoesNotKnow() {
        assertThatThrownBy(
                        () ->
                                SyslogConnection.open(
                                        "localhost",
                                        collector.port(),
                                        SyslogCollector.trusting(null),
                                        PATIENCE))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void wantsTheNameOfTheHostInTheCertificate(@TempDir Path others) throws IOException {
        TlsCollector.certify(others, "siem.example.org");
        try (TlsCollector other = TlsCollector.start(others, 0)) {
            assertThatThrownBy(
                            () ->
                                    SyslogConnection.open(
                                            "localhost",
                                            other.port(),
                                            SyslogCollector.trusting(TlsCollector.trust(others)),
                                            PATIENCE))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("localhost");
            assertThat(other.awaitConnections(1).getFirst()).isEmpty();
        }
    }

    @Test
    void doesNotSpeakInClear() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (var socket = plain.accept()) {
                                    socket.getOutputStream().write(new byte[1000]);
                                } catch (IOException failure) {
                                    throw new IllegalStateException(failure);
                                }
                            });

            assertThatThrownBy(
                            () ->
                                    SyslogConnection.open(
                                            "localhost",
                                            plain.getLocalPort(),
                                            SyslogCollector.trusting(TlsCollector.trust(folder)),
                                            PATIENCE))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void doesNotTakeACutForAnEnd() throws IOException {
        collector.cut(0, 1);

        try (SyslogConnection connection = open(TlsCollector.trust(folder))) {
            assertThatThrownBy(
                            () -> {
                                connection.send(FRAME);
                                connection.confirm();
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    /** The reset is met by the end of TLS that this side says, and never by a read. */
    @Test
    void doesNotTakeACutForAnEndThatCameBeforeItsOwn() throws IOException {
        collector.cut(0, 1);

        try (SyslogConnection connection = open(TlsCollector.trust(folder))) {
            connection.send(FRAME);
            collector.awaitConnections(1);

            assertThatThrownBy(connection::confirm).isInstanceOf(IOException.class);
        }
    }

    /**
     * The collector reads the first record, and then ends TLS by itself: the second one, of 16,022
     * octets, and the end of this side, of 24 (RFC 8446 §5.2), have arrived and are not read.
     */
    @Test
    void doesNotTakeAGoodByeForAConfirmation() throws IOException {
        collector.stop(0, 16_046);

        try (SyslogConnection connection = open(TlsCollector.trust(folder))) {
            connection.send(new byte[16_000]);
            connection.send(new byte[16_000]);

            assertThatThrownBy(connection::confirm).isInstanceOf(IOException.class);
        }
    }

    /** As one does whose queue is full: it keeps the connection, and TCP lets nobody write. */
    @Test
    void doesNotWaitForACollectorThatStopsReading() {
        collector.stopReading();
        CompletableFuture<Throwable> end = new CompletableFuture<>();

        // When
        Thread.ofVirtual().start(() -> end.complete(catchThrowable(this::sendWithoutEnd)));

        // Then
        assertThat(end)
                .succeedsWithin(Duration.ofSeconds(30))
                .isInstanceOf(IOException.class)
                .extracting(Throwable::getMessage, STRING)
                .contains("has not read any data for");
    }

    private void sendWithoutEnd() throws IOException {
        try (SyslogConnection connection =
                SyslogConnection.open(
                        "localhost",
                        collector.port(),
                        SyslogCollector.trusting(TlsCollector.trust(folder)),
                        Duration.ofSeconds(1))) {
            while (true) {
                connection.send(new byte[1_000_000]);
            }
        }
    }

    @Test
    void isNotMadeWhenTheOperatorConfiguredNoCollector() {
        AuditConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(AuditConfig.class)
                        .build()
                        .getConfigMapping(AuditConfig.class);
        SyslogCollector none = new SyslogCollector(config);

        assertThatThrownBy(none::name)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refusal ->
                                assertThat(refusal.code())
                                        .isEqualTo(ExportProblem.COLLECTOR_NOT_CONFIGURED));
        assertThatThrownBy(none::connect).isInstanceOf(Rejected.class);
    }

    @Test
    void aTrustFileWithoutCertificatesIsRefused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> SyslogCollector.trusting(empty))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("trust-certificates");
    }

    private SyslogConnection open(Path trust) throws IOException {
        return SyslogConnection.open(
                "localhost", collector.port(), SyslogCollector.trusting(trust), PATIENCE);
    }
}
