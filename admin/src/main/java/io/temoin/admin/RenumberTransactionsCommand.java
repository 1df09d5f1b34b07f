// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code renumber-transactions}: gives the events of a logical dump transaction ids that come
 * before all that the new server will give out.
 */
@Command(
        name = "renumber-transactions",
        mixinStandardHelpOptions = true,
        description = {
            "Renumbers the transaction ids of events after a logical dump was restored.",
            "Without it, no reader would ever see what is recorded from then on. The service must"
                    + " not run. It changes all or nothing, and nothing where nothing is to be"
                    + " changed."
        })
final class RenumberTransactionsCommand implements Callable<Integer> {

    private static final String FOREIGN =
            """
            select (select count(*) from event
                    where transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))
                 + (select count(*) from feed_checkpoint
                    where transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))""";

    /** The places where readers stand; only their order counts from now on. */
    private static final String MARKS =
            """
            create temporary table mark on commit drop as
            select transaction_id, global_position,
              row_number() over (order by transaction_id, global_position) as place
            from (select distinct transaction_id, global_position from feed_checkpoint) c""";

    /** One id for each stretch between two readers, so that the order stays what it was. */
    private static final String EVENTS =
            """
            update event e set transaction_id = (
              select (1 + count(*))::text::xid8 from mark m
              where (m.transaction_id, m.global_position) < (e.transaction_id, e.global_position))""";

    /** Each stands at the last event of its stretch, so that none is ahead of the events. */
    private static final String CHECKPOINTS =
            """
            update feed_checkpoint c
            set transaction_id = m.place::text::xid8, global_position = coalesce((
              select e.global_position from event e where e.transaction_id <= m.place::text::xid8
              order by e.transaction_id desc, e.global_position desc limit 1), 0)
            from mark m
            where (m.transaction_id, m.global_position) = (c.transaction_id, c.global_position)""";

    @Mixin private ServiceOption service = new ServiceOption();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = spec;
        if (own == null) {
            throw new IllegalStateException("picocli sets it");
        }
        PrintWriter out = own.commandLine().getOut();
        try (Database owner = service.installation().connect(Role.OWNER)) {
            renumber(owner, out);
        }
        return AdminProgram.DONE;
    }

    static void renumber(Database owner, PrintWriter out) {
        owner.run("lock table event, feed_checkpoint in access exclusive mode");
        // The owner has no policy of its own: until the commit, none applies to it.
        owner.run("alter table event no force row level security");
        if (owner.number(FOREIGN) == 0) {
            out.println("No event comes from another server: nothing is to be renumbered.");
            return;
        }
        owner.run(MARKS);
        int events = owner.change(EVENTS);
        int checkpoints = owner.change(CHECKPOINTS);
        owner.run("alter table event force row level security");
        owner.commit();
        out.printf(
                "%d events were renumbered, and the checkpoints of %d readers with them: each goes"
                        + " on where it stood.%n",
                events, checkpoints);
    }
}
