// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.feed.EventFeed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event table as a restore may leave it. */
class EventCheckIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** As large as the ids of a server that has run for years, and more than this one has given. */
    private static final long FOREIGN = 4_000_000_000L;

    private final StoreDatabases databases = StoreDatabases.ONE;

    @BeforeEach
    void fill() {
        databases.empty();
        databases.append("recording-1", 1, "RecordingRegistered", "{}");
        databases.append("recording-1", 2, "RecordingStored", "{}");
        databases.append("recording-2", 1, "RecordingRegistered", "{}");
        databases.append("recording-1", 3, "RecordingErased", "{}");
    }

    @Test
    void isSound() {
        databases.asAdministrator(
                "store",
                """
                insert into feed_checkpoint
                select 'kafka', transaction_id, global_position, now(), 'store_feed'
                from event where stream = 'recording-2'""");

        assertThat(check())
                .contains("4 events; every stream and every command is whole")
                .contains("kafka 1")
                .endsWith("No faults, and nothing is missing.\n");
    }

    @Test
    void missesAnEventInTheMiddleOfAStream() {
        databases.asAdministrator("store", "delete from event where version = 2");

        assertThat(check())
                .contains(
                        "FAULT  Streams lack events: helios/recording-1 (2 events, the newest is"
                                + " number 3)")
                .endsWith("1 faults: mend them before the service starts.\n");
    }

    @Test
    void missesAPartOfACommand() {
        databases.asAdministrator("store", "update event set ordinal = 1 where version = 3");

        assertThat(check()).contains("FAULT  Of these commands only a part is there: helios/");
    }

    @Test
    void seesThatTheNextPositionIsTaken() {
        databases.asAdministrator(
                "store", "select setval(pg_get_serial_sequence('event', 'global_position'), 2)");

        assertThat(check()).contains("FAULT  The next event would get a position that is taken");
    }

    @Test
    void seesAReaderThatIsAheadOfTheEvents() {
        databases.asAdministrator(
                "store",
                """
                insert into feed_checkpoint
                select 'kafka', transaction_id, global_position + 1, now(), 'store_feed'
                from event order by global_position desc limit 1""");

        assertThat(check()).contains("FAULT  These readers of events are ahead").contains("kafka");
    }

    /** Topics and audio are read meanwhile, for longer than a service may leave it open. */
    @Test
    void mayLeaveATransactionOpen() {
        try (var feed = databases.feed()) {
            assertThat(
                            feed.all(
                                    "show idle_in_transaction_session_timeout",
                                    row -> row.getString(1)))
                    .containsExactly("0");
        }
    }

    /** As after a logical dump: nothing fails, and no reader would see another event. */
    @Test
    void renumbersTheTransactionsOfAnotherServer() {
        // Given two readers, one of which has an event left
        databases.asAdministrator(
                "store",
                "update event set transaction_id ="
                        + " (%d + global_position * 7)::text::xid8".formatted(FOREIGN),
                """
                insert into feed_checkpoint
                select 'kafka', transaction_id, global_position, now(), 'store_feed'
                from event where version = 2""",
                """
                insert into feed_checkpoint
                select 'recording-view', transaction_id, global_position, now(), 'store_app'
                from event where version = 3""");
        assertThat(check()).contains("FAULT  Events or checkpoints have transaction ids");
        assertThat(types("kafka")).as("the feed shows nothing").isEmpty();

        // When
        assertThat(renumber()).contains("4 events were renumbered").contains("2 readers");

        // Then nobody is ahead of the events
        assertThat(check())
                .contains("kafka 2, recording-view 0")
                .endsWith("No faults, and nothing is missing.\n");

        // And each goes on where it stood, and sees what comes after
        databases.append("recording-2", 2, "RecordingStored", "{}");
        assertThat(types("kafka"))
                .containsExactly("RecordingRegistered", "RecordingErased", "RecordingStored");
        assertThat(types("recording-view")).containsExactly("RecordingStored");
        assertThat(check()).endsWith("No faults, and nothing is missing.\n");
        assertThat(renumber()).contains("nothing is to be renumbered");
        try (var owner = databases.owner()) {
            assertThat(owner.number("select count(*) from event"))
                    .as("row-level security holds for the owner again")
                    .isZero();
        }
    }

    private String renumber() {
        var said = new StringWriter();
        try (var owner = databases.owner()) {
            RenumberTransactionsCommand.renumber(owner, new PrintWriter(said, true));
        }
        return said.toString();
    }

    private List<String> types(String reader) {
        var feed = new EventFeed(databases.feedPool());
        return feed
                .checkpoint(reader)
                .flatMap(position -> feed.after(position, 100))
                .await()
                .atMost(LIMIT)
                .stream()
                .map(event -> event.event().type())
                .toList();
    }

    private String check() {
        var said = new StoreDatabases.Said();
        try (var feed = databases.feed();
                var owner = databases.owner()) {
            new EventCheck(feed, owner, said.report()).check();
        }
        said.report().conclude();
        return said.toString();
    }
}
