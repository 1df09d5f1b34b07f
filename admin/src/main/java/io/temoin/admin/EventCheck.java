// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.List;

/** Whether the event table is whole, and what is published that it does not have. */
final class EventCheck {

    private static final String BROKEN_STREAMS =
            """
            select tenant || '/' || stream as stream, count(*) as events, max(version) as newest
            from event group by tenant, event.stream
            having min(version) <> 1 or count(*) <> max(version)
            order by 1""";

    private static final String BROKEN_COMMANDS =
            """
            select tenant || '/' || command_id as command
            from event group by tenant, command_id
            having min(ordinal) <> 0 or count(*) <> max(ordinal) + 1
            order by 1""";

    private static final String BEYOND =
            """
            select reader from feed_checkpoint
            where (transaction_id, global_position) > (
              select transaction_id, global_position from event
              order by transaction_id desc, global_position desc limit 1)
            order by reader""";

    private static final String BEHIND =
            """
            select c.reader, (
              select count(*) from (
                select 1 from event e
                where (e.transaction_id, e.global_position) > (c.transaction_id, c.global_position)
                limit 100000) e) as events
            from feed_checkpoint c order by c.reader""";

    /** The owner may look at sequences, and sees no event. */
    private static final String SEQUENCE =
            "select coalesce(pg_sequence_last_value("
                    + "pg_get_serial_sequence('event', 'global_position')::regclass), 0)";

    private final Database events;
    private final Database owner;
    private final Report report;

    /**
     * @param events connection of the feed role
     * @param owner connection of the schema's owner
     */
    EventCheck(Database events, Database owner, Report report) {
        this.events = events;
        this.owner = owner;
        this.report = report;
    }

    /** Checks streams, commands, positions and checkpoints. */
    void check() {
        long total = events.number("select count(*) from event");
        checkStreams(total);
        checkPositions();
        if (TransactionIds.foreignIn(events, TransactionIds.knownOf(events)) > 0) {
            report.fault(
                    "Events, checkpoints or exports have transaction ids that this server has not"
                            + " given out yet: the database comes from a logical dump. No reader"
                            + " would see what is recorded from now on, and requested exports would"
                            + " never begin. Run 'temoin-admin renumber-transactions'.");
        } else if (total > 0) {
            checkCheckpoints();
        }
    }

    private void checkStreams(long total) {
        NameList streams = new NameList();
        events.each(
                BROKEN_STREAMS,
                row ->
                        streams.add(
                                "%s (%d events, the newest is number %d)"
                                        .formatted(
                                                row.getString("stream"),
                                                row.getLong("events"),
                                                row.getLong("newest"))));
        NameList commands = new NameList();
        events.each(BROKEN_COMMANDS, row -> commands.add(row.getString("command")));
        if (!streams.isEmpty()) {
            report.fault("Streams lack events: " + streams + ".");
        }
        if (!commands.isEmpty()) {
            report.fault("Of these commands only a part is there: " + commands + ".");
        }
        if (streams.isEmpty() && commands.isEmpty()) {
            report.sound(total + " events; every stream and every command is whole.");
        }
    }

    private void checkPositions() {
        long given = owner.number(SEQUENCE);
        long used = events.number("select coalesce(max(global_position), 0) from event");
        if (used > given) {
            report.fault(
                    ("The next event would get a position that is taken: the sequence of"
                                    + " event.global_position is at %d, the newest event has %d."
                                    + " Run as the owner: select setval(pg_get_serial_sequence("
                                    + "'event', 'global_position'), %d);")
                            .formatted(given, used, used));
        } else {
            report.sound("The next event gets a position of its own.");
        }
    }

    private void checkCheckpoints() {
        List<String> beyond = events.all(BEYOND, row -> row.getString("reader"));
        if (!beyond.isEmpty()) {
            report.fault(
                    "These readers of events are ahead of the newest event, so events that they"
                            + " have handled are missing: "
                            + String.join(", ", beyond)
                            + ".");
            return;
        }
        String behind =
                String.join(
                        ", ",
                        events.all(
                                BEHIND,
                                row -> row.getString("reader") + " " + row.getLong("events")));
        report.sound(
                "No reader is ahead of the events. Events that each has still to read: "
                        + (behind.isEmpty() ? "no reader yet" : behind)
                        + ".");
    }

    /**
     * Says what the topic has and the table does not.
     *
     * @param acceptLostRecords whether it is no fault that the topic does not have all any more
     */
    void check(PublishedSince published, MissingEvents missing, boolean acceptLostRecords) {
        published.loss().ifPresent(acceptLostRecords ? report::loss : report::fault);
        published.passedOver().ifPresent(report::sound);
        missing.loss()
                .ifPresentOrElse(
                        report::loss,
                        () ->
                                report.sound(
                                        "Every event on the topic since the backup is in the"
                                                + " table."));
    }
}
