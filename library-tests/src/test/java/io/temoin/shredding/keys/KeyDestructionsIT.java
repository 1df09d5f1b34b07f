// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.platform.TcpLink;
import io.temoin.shredding.postgres.PoolCheckout;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hearing of destroyed keys from a database that hangs, or whose network is gone silently. */
class KeyDestructionsIT {

    private static final int CONNECTIONS = 3;
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);

    private final KeysDatabase database = KeysDatabase.start();
    private final TcpLink link = TcpLink.to(database.server().port());
    private final Pool pool = database.keys(link.port(), CONNECTIONS);
    private final KeyDestructions destructions = new KeyDestructions(pool, LIMIT);

    @AfterEach
    void close() {
        destructions.close();
        link.close(); // a pool waits for its connections
        pool.close().await().atMost(AFTERWARDS);
    }

    /** Each try that was given up had a connection coming, and the pool has only so many. */
    @Test
    void hearsAgainAfterADatabaseThatHungForManyTries() {
        // Given
        destructions.listen();
        await().atMost(AFTERWARDS).until(destructions::areHeard);

        // When
        link.hold();
        LockSupport.parkNanos(LIMIT.multipliedBy(4L * CONNECTIONS).toNanos());
        assertThat(destructions.areHeard()).isFalse();
        link.release();

        // Then
        await().atMost(AFTERWARDS).until(destructions::areHeard);
        for (int other = 1; other < CONNECTIONS; other++) {
            PoolCheckout.take(pool, AFTERWARDS);
        }
    }

    /** Whoever hears again forgets everything, since it may have missed a destruction. */
    @Test
    void hearsAgainWhenItsConnectionIsLostSilently() {
        // Given
        Counter forgets = new Counter();
        destructions.tell(forgets);
        destructions.listen();
        await().atMost(AFTERWARDS).until(() -> forgets.times.get() == 1);

        // When
        link.lose();

        // Then
        await().atMost(AFTERWARDS).until(() -> forgets.times.get() == 2);
        assertThat(destructions.areHeard()).isTrue();
    }

    private static final class Counter implements KeyDestructions.Listener {

        private final AtomicInteger times = new AtomicInteger();

        @Override
        public void destroyed(String tenant, String scope) {
            // no key is
        }

        @Override
        public void anyDestroyed() {
            times.incrementAndGet();
        }
    }
}
