// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                .endsWith("1 faults: fix them before the service starts.\n");
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
            assertThat(feed.all("show statement_timeout", row -> row.getString(1)))
                    .containsExactly("0");
        }
    }

    /** As after a logical dump: nothing fails, and no reader would see another event. */
    @Test
    void renumbersTheTransactionsOfAnotherServer() {
        // Given two readers, one of which has an event left
        restoreFromAnotherServer();
        reader("kafka", "store_feed", 2);
        reader("recording-view", "store_app", 3);
        assertThat(check()).contains("FAULT  Events, checkpoints or exports have transaction ids");
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

    /** The service was started before, so it has recorded something that no reader has seen. */
    @Test
    void leavesWhatTheNewServerRecordedBehindWhatWasRestored() {
        restoreFromAnotherServer();
        reader("kafka", "store_feed", 3);
        databases.append("recording-2", 2, "RecordingStored", "{}");
        assertThat(types("kafka")).isEmpty();

        assertThat(renumber()).contains("4 events were renumbered");

        assertThat(types("kafka")).containsExactly("RecordingStored");
        assertThat(check()).contains("kafka 1").endsWith("No faults, and nothing is missing.\n");
    }

    /** It would note where it stood, by the old numbers, and read nothing from then on. */
    @Test
    void renumbersNothingWhileTheServiceRuns() {
        restoreFromAnotherServer();
        var said = new PrintWriter(new StringWriter());
        try (var service = databases.feed();
                var owner = databases.owner()) {
            service.number("select 1");

            assertThatThrownBy(
                            () ->
                                    RenumberTransactionsCommand.renumber(
                                            owner, List.of("store_app", "store_feed"), said))
                    .isInstanceOf(CannotRun.class)
                    .hasMessageContaining("connections of store_app and store_feed are open");
        }
        assertThat(check()).contains("FAULT  Events, checkpoints or exports");
    }

    private void restoreFromAnotherServer() {
        databases.asAdministrator(
                "store",
                "update event set transaction_id ="
                        + " (%d + global_position * 7)::text::xid8".formatted(FOREIGN));
    }

    /** It stands at the event of recording-1 that has this version. */
    private void reader(String name, String role, int version) {
        databases.asAdministrator(
                "store",
                """
                insert into feed_checkpoint
                select '%s', transaction_id, global_position, now(), '%s'
                from event where stream = 'recording-1' and version = %d"""
                        .formatted(name, role, version));
    }

    private String renumber() {
        var said = new StringWriter();
        try (var owner = databases.owner()) {
            RenumberTransactionsCommand.renumber(owner, List.of(), new PrintWriter(said, true));
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
