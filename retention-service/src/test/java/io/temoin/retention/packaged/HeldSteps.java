// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Steps that the database does not let be taken, so that a process can be killed at exactly these
 * points. They are refused, as if the database had no room, however often they are tried; or a
 * statement is held up in the middle of its transaction, by a trigger that waits for a lock that
 * the test has. While one is, nothing that is recorded is published, or shown; and an event that is
 * held up would keep other events waiting.
 */
public final class HeldSteps implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LOCK = 4_711;

    private static final String WAITING =
            "from pg_locks where locktype = 'advisory' and objid = " + LOCK + " and not granted";

    private static final String HELD_STEP =
            """
            create or replace function held_step() returns trigger
            language plpgsql security definer as $$
            begin
              perform nextval(tg_argv[0]);
              if tg_argv[1] = 'refused' then
                raise exception 'refused' using errcode = '53400';
              end if;
              perform pg_advisory_xact_lock_shared(%d);
              return coalesce(new, old);
            end $$"""
                    .formatted(LOCK);

    private final Connection owner;
    private final Connection keys;
    private final List<Step> steps = new ArrayList<>();
    private final List<CompletableFuture<Response>> sent = new ArrayList<>();

    private HeldSteps(Connection owner, Connection keys) {
        this.owner = owner;
        this.keys = keys;
    }

    /** A step that is not taken. */
    public static final class Step {

        private final Connection database;
        private final String name;
        private final String table;
        private final String what;

        private Step(Connection database, String name, String table, String what) {
            this.database = database;
            this.name = name;
            this.table = table;
            this.what = what;
        }

        /** Comes back when it has been tried; what a sequence counts is not rolled back. */
        public void awaitReached() {
            await(what).atMost(PATIENCE).until(this::isReached);
        }

        /** Whether it has been tried. */
        public boolean isReached() throws SQLException {
            return is(database, "select is_called from " + name);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    /** None yet: the tables may come later. */
    static HeldSteps none() throws SQLException {
        return new HeldSteps(PackagedRetention.database("owner"), PackagedRetention.keys());
    }

    private void begin() throws SQLException {
        run(owner, "select pg_advisory_lock(" + LOCK + ")");
        for (Connection database : List.of(owner, keys)) {
            run(database, HELD_STEP);
        }
    }

    /**
     * Holds up all of that kind.
     *
     * @param event {@code insert}, {@code update} or {@code delete}
     * @param when which rows, as a condition on {@code new} or {@code old}
     */
    public Step hold(String table, String event, String when) throws SQLException {
        return step(owner, "held", table, event, when);
    }

    /** Refuses all of that kind. */
    public Step refuse(String table, String event, String when) throws SQLException {
        return step(owner, "refused", table, event, when);
    }

    /** Refuses that the key of a scope be destroyed. */
    public Step refuseKeyDestruction(String tenant, String scope) throws SQLException {
        return step(
                keys,
                "refused",
                "shreddable_key",
                "update",
                "new.tenant = '%s' and new.scope = '%s' and new.wrapped is null"
                        .formatted(tenant, scope));
    }

    /** The same of the events of a type that a tenant records. */
    public Step refuseEvent(String tenant, String type) throws SQLException {
        return refuse(
                "event", "insert", "new.tenant = '%s' and new.type = '%s'".formatted(tenant, type));
    }

    private Step step(Connection database, String how, String table, String event, String when)
            throws SQLException {
        if (steps.isEmpty()) {
            begin();
        }
        Step step =
                new Step(
                        database,
                        "held_step_" + steps.size(),
                        table,
                        event + " into " + table + " when " + when);
        run(database, "create sequence " + step.name);
        run(
                database,
                "create trigger %1$s before %2$s on %3$s for each row when (%4$s) execute function held_step('%1$s', '%5$s')"
                        .formatted(step.name, event, table, when, how));
        steps.add(step);
        return step;
    }

    /** Sends a request that is held up, and that nobody will answer. */
    public void send(Supplier<Response> request) {
        sent.add(
                CompletableFuture.supplyAsync(
                        request, sending -> Thread.ofPlatform().daemon().start(sending)));
    }

    /** What was sent is answered by nobody. */
    void awaitLost() {
        assertThat(sent)
                .allSatisfy(
                        one ->
                                assertThat(one)
                                        .failsWithin(PATIENCE)
                                        .withThrowableOfType(ExecutionException.class));
    }

    /**
     * The database notices at once that who was held up is gone, as it would by the closed
     * connection if it were not held up. From then on every step is taken.
     */
    @Override
    public void close() throws SQLException {
        for (String role : List.of("app", "feed")) {
            try (Connection own = PackagedRetention.database(role)) {
                run(
                        own,
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename ="
                                + " current_user and pid in (select pid "
                                + WAITING
                                + ")");
            }
        }
        await().atMost(PATIENCE).until(() -> is(owner, "select count(*) = 0 " + WAITING));
        run(owner, "select pg_advisory_unlock_all()");
        for (Step step : steps) {
            run(
                    step.database,
                    "drop trigger %1$s on %2$s; drop sequence %1$s"
                            .formatted(step.name, step.table));
        }
        owner.close();
        keys.close();
    }

    private static boolean is(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
