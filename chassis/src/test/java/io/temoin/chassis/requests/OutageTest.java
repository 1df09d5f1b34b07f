// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.temoin.chassis.events.EventInbox;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void isAServerThatIsNotThere() throws IOException {
        // Given
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        // When
        Throwable failure = catchThrowable(() -> query(port));

        // Then
        assertThat(Outage.causes(failure)).as(String.valueOf(failure)).isTrue();
    }

    /** Whether it closes the connection or, having left something unread, resets it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isAServerThatHangsUp(boolean reset) throws Exception {
        // Given
        try (ServerSocket server = new ServerSocket(0)) {
            Thread hangingUp = Thread.ofVirtual().start(() -> hangUp(server, reset));

            // When
            Throwable failure = catchThrowable(() -> query(server.getLocalPort()));

            // Then
            assertThat(Outage.causes(failure)).as(String.valueOf(failure)).isTrue();
            hangingUp.join();
        }
    }

    /** As what is sent on a connection that the other side has ended says, in words alone. */
    @ParameterizedTest
    @ValueSource(strings = {"Broken pipe", "Connection reset by peer"})
    void isAConnectionThatBreaksWhileItIsWrittenTo(String said) {
        assertThat(Outage.causes(new IOException(said))).isTrue();
    }

    @Test
    void isAChannelThatIsClosedAlready() {
        assertThat(Outage.causes(new ClosedChannelException())).isTrue();
    }

    /** Of requests, and of messages: an erasure that waits is late, one that is parked is lost. */
    @Test
    void isAKeyProviderThatIsAway() {
        KeyProviderUnavailable failure =
                KeyProviderUnavailable.noAnswer("away", new IllegalStateException());

        assertThat(Outage.causes(failure)).isTrue();
        assertThat(EventInbox.infrastructure(failure)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "08006,true",
        "53300,true",
        "57P01,true",
        "57P03,true",
        "55P03,true",
        "25P03,true",
        "28P01,true",
        "55006,false",
        "23505,false",
        "42501,false",
        "XX001,false"
    })
    void isToldByWhatTheDatabaseSays(String sqlState, boolean outage) {
        var refused = new PgException("no", "FATAL", sqlState, "");
        assertThat(Outage.causes(new IllegalStateException(refused))).isEqualTo(outage);
    }

    @Test
    void isNoBrokenDiskAndNoBug() {
        assertThat(Outage.causes(new UncheckedIOException(new IOException("bad block")))).isFalse();
        assertThat(Outage.causes(new IllegalStateException("bug"))).isFalse();
    }

    private void query(int port) throws Exception {
        Pool pool =
                PgBuilder.pool()
                        .connectingTo(
                                new PgConnectOptions()
                                        .setHost("127.0.0.1")
                                        .setPort(port)
                                        .setDatabase("none")
                                        .setUser("nobody"))
                        .using(vertx)
                        .build();
        pool.query("select 1")
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static void hangUp(ServerSocket server, boolean reset) {
        try (Socket client = server.accept()) {
            if (reset) {
                client.getInputStream().read();
                client.setSoLinger(true, 0);
            } else {
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
