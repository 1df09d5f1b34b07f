// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the answers that a server gave; {@link LastingPoolIT} gets them from PostgreSQL. */
class WatchedPasswordTest {

    private static final Throwable WRONG =
            new PgException(
                    "password authentication failed for user \"consent_app\"",
                    "FATAL",
                    "28P01",
                    null);
    private static final Throwable FULL =
            new PgException("sorry, too many clients already", "FATAL", "53300", null);
    private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);
    private static final long A_MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long THREE_MINUTES = TimeUnit.MINUTES.toNanos(3);

    /** What the file of a mounted secret may need to follow it. */
    private static final long TWO_MINUTES = TimeUnit.MINUTES.toNanos(2);

    /** The clock's nanoseconds may be any number. */
    private static final long START = Long.MAX_VALUE - TEN_SECONDS;

    private final Queue<Future<Void>> answers = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();
    private final Logger speaker = Logger.getLogger(WatchedPassword.class.getName());
    private final Handler log =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    said.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
                }

                @Override
                public void flush() {
                    // Nothing is held back.
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };

    private final WatchedPassword password =
            new WatchedPassword(
                    "TEMOIN_DB_APP_PASSWORD",
                    Optional.of(Path.of("/etc/passwords/TEMOIN_DB_APP_PASSWORD")),
                    answers::remove);

    @BeforeEach
    void listen() {
        speaker.addHandler(log);
    }

    @AfterEach
    void leave() {
        speaker.removeHandler(log);
    }

    @Test
    void nothingIsAskedWhileThePoolWantsNoConnection() {
        assertThat(password.look(START).succeeded()).isTrue(); // there is no answer to be had

        password.connectionIsWanted();
        answers.add(Future.succeededFuture());
        password.look(START);
        password.look(START + TEN_SECONDS);

        assertThat(answers).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void aRefusedPasswordIsNamedAtOnceAndKeepsTheServiceFromBeingReadyAfterThreeMinutes() {
        password.connectionIsWanted();
        refuse(START);

        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("ERROR")
                .contains(
                        "TEMOIN_DB_APP_PASSWORD from /etc/passwords/TEMOIN_DB_APP_PASSWORD",
                        "28P01",
                        "consent_app",
                        "503",
                        "alter role");
        assertThat(password.isRefused(START + TWO_MINUTES)).isFalse();
        assertThat(password.isRefused(START + THREE_MINUTES - 1)).isFalse();
        assertThat(password.isRefused(START + THREE_MINUTES)).isTrue();
    }

    /** The pool may not ask again, since nothing is wanted; it is asked until it is right. */
    @Test
    void itIsAskedAgainUntilItIsTaken() {
        password.connectionIsWanted();
        for (long passed = 0; passed <= A_MINUTE; passed += TEN_SECONDS) {
            refuse(START + passed);
        }
        assertThat(password.isRefused(START + THREE_MINUTES)).isTrue();
        assertThat(said).hasSize(2); // one a minute

        answers.add(Future.succeededFuture());
        password.look(START + A_MINUTE + TEN_SECONDS);

        assertThat(password.isRefused(START + THREE_MINUTES)).isFalse();
        assertThat(said.getLast()).startsWith("INFO").contains("TEMOIN_DB_APP_PASSWORD again");
    }

    @Test
    void aDatabaseThatIsAwaySaysNothingAboutAPassword() {
        for (Throwable failure : List.of(new ConnectException("refused"), FULL)) {
            password.connectionIsWanted();
            answers.add(Future.failedFuture(failure));

            assertThat(password.look(START).succeeded()).isTrue();
            assertThat(password.isRefused(START + THREE_MINUTES)).isFalse();
        }
        assertThat(said).isEmpty();
    }

    /** While it is refused, an outage in between does not make it right. */
    @Test
    void anOutageDoesNotHideARefusal() {
        password.connectionIsWanted();
        refuse(START);
        answers.add(Future.failedFuture(new ConnectException("refused")));
        password.look(START + TEN_SECONDS);

        assertThat(password.isRefused(START + THREE_MINUTES)).isTrue();
    }

    private void refuse(long now) {
        answers.add(Future.failedFuture(WRONG));
        password.look(now);
    }
}
