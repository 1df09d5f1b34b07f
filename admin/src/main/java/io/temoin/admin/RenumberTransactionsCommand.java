// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code renumber-transactions}: gives the events of a logical dump transaction ids that come
 * before all that the new server will give out.
 */
@Command(
        name = "renumber-transactions",
        mixinStandardHelpOptions = true,
        description = {
            "Renumbers the transaction ids of events, of readers and of requested exports after a"
                    + " logical dump was restored.",
            "Without it, no reader would ever see what is recorded from then on. The service must"
                    + " not run. Events that it recorded on this server before it was stopped stay"
                    + " the newest. It changes all or nothing, and nothing where nothing is to be"
                    + " changed."
        })
final class RenumberTransactionsCommand implements Callable<Integer> {

    private static final TransactionIds.Column EXPORTS =
            new TransactionIds.Column("export", "settled_after");

    private static final String CONNECTED =
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and usename::text = any (?::text[])
              and application_name is distinct from 'temoin-admin'""";

    /** The places where readers stand; only their order counts from now on. */
    private static final String MARKS =
            """
            create temporary table mark on commit drop as
            select transaction_id, global_position,
              row_number() over (order by transaction_id, global_position) as place
            from (select distinct transaction_id, global_position from feed_checkpoint) c""";

    /**
     * One id for each stretch between two readers, so that the order stays what it was. A service
     * that was started too early has recorded events since, which no reader has seen: such a row
     * was written by the very transaction that it names, and comes after all that were restored. It
     * keeps its id, which is larger than any given here.
     */
    private static final String EVENTS =
            """
            update event e set transaction_id = (
              select (1 + count(*))::text::xid8 from mark m
              where (m.transaction_id, m.global_position) < (e.transaction_id, e.global_position))
            where e.global_position <= (
              select max(r.global_position) from event r where r.xmin <> r.transaction_id::xid)""";

    /** Each stands at the last event of its stretch, so that none is ahead of the events. */
    private static final String CHECKPOINTS =
            """
            update feed_checkpoint c
            set transaction_id = m.place::text::xid8, global_position = coalesce((
              select e.global_position from event e where e.transaction_id <= m.place::text::xid8
              order by e.transaction_id desc, e.global_position desc limit 1), 0)
            from mark m
            where (m.transaction_id, m.global_position) = (c.transaction_id, c.global_position)""";

    /** The transactions that they wait for have ended with the old server. */
    private static final String SETTLED =
            "update export set settled_after = '1'::xid8 where settled_after >= "
                    + TransactionIds.NEXT;

    @Mixin private ServiceOption service = new ServiceOption();

    @Mixin private Console console = new Console();

    @Override
    public Integer call() {
        Installation installation = service.installation();
        installation.requirePasswords(Role.OWNER);
        console.out().println(installation.description(false, Role.OWNER));
        try (Database owner = installation.connect(Role.OWNER)) {
            renumber(owner, installation.service().rolesThatServe(), console.out());
        }
        return AdminProgram.DONE;
    }

    /**
     * Renumbers the ids of a database.
     *
     * @param serving roles that are connected while the service runs
     * @throws CannotRun when one of them is connected
     */
    static void renumber(Database owner, Collection<String> serving, PrintWriter out) {
        List<TransactionIds.Column> columns = TransactionIds.knownOf(owner);
        owner.run("set local lock_timeout = '30s'");
        owner.run(
                "lock table %s in access exclusive mode"
                        .formatted(
                                columns.stream()
                                        .map(TransactionIds.Column::table)
                                        .distinct()
                                        .collect(Collectors.joining(", "))));
        // From here on a service that starts waits, and then reads what was renumbered.
        requireStopped(owner, serving);
        // The owner has no policy of its own: until the commit, none applies to it.
        List<String> forced = TransactionIds.forcedTablesOf(owner, columns);
        forced.forEach(table -> owner.run("alter table " + table + " no force row level security"));
        if (TransactionIds.foreignIn(owner, columns) == 0) {
            out.println("No event comes from another server: nothing is to be renumbered.");
            return;
        }
        owner.run(MARKS);
        int events = owner.change(EVENTS);
        int checkpoints = owner.change(CHECKPOINTS);
        int exports = columns.contains(EXPORTS) ? owner.change(SETTLED) : 0;
        forced.forEach(table -> owner.run("alter table " + table + " force row level security"));
        owner.commit();
        out.printf(
                "%d events were renumbered, and the checkpoints of %d readers with them: each goes"
                        + " on where it stood.%n",
                events, checkpoints);
        if (exports > 0) {
            out.printf("%d exports no longer wait for transactions of the old server.%n", exports);
        }
    }

    /** A service that runs remembers where it stands, and would note that again. */
    private static void requireStopped(Database owner, Collection<String> serving) {
        long connected = owner.number(CONNECTED, (Object) serving.toArray(String[]::new));
        if (connected > 0) {
            throw new CannotRun(
                    ("%d connections of %s are open: stop every replica of the service first, and"
                                    + " close what a connection pooler still holds.")
                            .formatted(connected, String.join(" and ", serving)));
        }
    }
}
