// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.bench.load.LoadFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** How far the log of a running audit-service is, as its database says. For one thread. */
public final class AuditLog implements AutoCloseable {

    private static final String OF_TENANT = " where tenant = '" + LargeTrail.TENANT + "'";
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Connection connection;
    private final PreparedStatement signed;

    private AuditLog(Connection connection, PreparedStatement signed) {
        this.connection = connection;
        this.signed = signed;
    }

    /** The logs of {@link LargeTrail#TENANT}, whose events the bench sends. */
    public static AuditLog of(Database audit) {
        try {
            Connection connection = audit.connect();
            return new AuditLog(
                    connection,
                    connection.prepareStatement(
                            "select coalesce(sum(checkpoint_size), 0) from log_head" + OF_TENANT));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Entries under signed checkpoints. */
    public long signed() {
        try (ResultSet rows = signed.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Waits until more entries are signed than now, at most until so many are.
     *
     * @return how many are
     * @throws LoadFailure when none has been for minutes
     */
    public long awaitMore(long now, long wanted) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long signed = signed();
        while (signed <= now && signed < wanted) {
            if (System.nanoTime() > deadline) {
                throw new LoadFailure("%d of %d entries are signed.".formatted(signed, wanted));
            }
            LockSupport.parkNanos(LOOK.toNanos());
            signed = signed();
        }
        return signed;
    }

    /** Waits until so many entries are signed. */
    public void await(long wanted) {
        for (long signed = signed(); signed < wanted; ) {
            signed = awaitMore(signed, wanted);
        }
    }

    /** The one log there is. */
    public String shard() {
        try (ResultSet rows =
                connection
                        .createStatement()
                        .executeQuery("select shard from log_head" + OF_TENANT)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The places of entries from that one on, by the ids of their events. */
    public Map<String, Long> places(long from) {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select event_id, index from log_leaf" + OF_TENANT + " and index >= ?")) {
            query.setLong(1, from);
            Map<String, Long> places = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    places.put(rows.getString(1), rows.getLong(2));
                }
            }
            return places;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
