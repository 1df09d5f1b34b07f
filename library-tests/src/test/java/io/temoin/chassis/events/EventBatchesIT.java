// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.temoin.chassis.ChassisDatabase;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.TestSettings;
import io.temoin.chassis.requests.Outage;
import io.temoin.eventsourcing.Rejected;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A batch keeps what {@link EventInboxIT} shows of messages. */
class EventBatchesIT {

    private static final ChassisDatabase DATABASE = ChassisDatabase.start();
    private static final Pool FEED = DATABASE.feed();
    private static final Pool APP = DATABASE.app();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String POISON = "poison";

    private final ParkedMessages parked = new ParkedMessages(FEED, APP);
    private final Spans spans = new Spans();
    private final EventInbox inbox =
            new EventInbox(
                    new TestSettings(false),
                    parked,
                    spans.tracing(),
                    new SimpleMeterRegistry(),
                    DATABASE.kafka());
    private final EventBatches batches = new EventBatches(inbox, parked, spans.tracing());
    private final String consumer = "consumer-" + UUID.randomUUID();
    private final String key = "helios/thing-" + UUID.randomUUID();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private long offset;

    private Uni<Void> work(ReceivedEvent event) {
        if (event.id().endsWith(POISON)) {
            throw new Rejected(ChassisProblem.REQUEST_INVALID, "It cannot be handled.");
        }
        handled.add(event.id());
        return Uni.createFrom().voidItem();
    }

    @AfterAll
    static void closePools() {
        FEED.close().await().indefinitely();
        APP.close().await().indefinitely();
    }

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void parksAPoisonMessageAndWhatComesBehindItOnItsKeyOnly() {
        take(
                message("before", key),
                message("first", key + "-other"),
                message(POISON, key),
                message("behind", key),
                message("second", key + "-other"));
        take(message("later", key), message("third", key + "-other"));

        assertThat(handled).containsExactlyInAnyOrder("before", "first", "second", "third");
        assertThat(handled).containsSubsequence("first", "second", "third");
        assertThat(parked.parkedAmong(consumer, Set.of(key, key + "-other")).await().atMost(LIMIT))
                .containsExactly(key);
        assertThat(parkedNow())
                .extracting(ParkedMessages.Parked::eventId)
                .containsExactly(POISON, "behind", "later");
        assertThat(parkedNow())
                .extracting(ParkedMessages.Parked::reason)
                .containsExactly("REQUEST_INVALID", "BEHIND", "BEHIND");
    }

    @Test
    void parksAPoisonMessageThatComesFirst() {
        take(message(POISON, key), message("behind", key));

        assertThat(handled).isEmpty();
        assertThat(parkedNow())
                .extracting(ParkedMessages.Parked::eventId)
                .containsExactly(POISON, "behind");
    }

    @Test
    void handlesSeveralKeysAtTheSameTime() {
        List<UniEmitter<? super Void>> begun = new ArrayList<>();

        take(
                _ ->
                        Uni.createFrom()
                                .emitter(
                                        emitter -> {
                                            begun.add(emitter);
                                            if (begun.size() == 3) {
                                                begun.forEach(waiting -> waiting.complete(null));
                                            }
                                        }),
                message("a", key + "-1"),
                message("b", key + "-2"),
                message("c", key + "-3"));

        assertThat(begun).hasSize(3);
    }

    @Test
    void handlesOneKeyInOrderOneAtATime() {
        AtomicInteger underWay = new AtomicInteger();
        List<Integer> together = new CopyOnWriteArrayList<>();

        take(
                event -> {
                    together.add(underWay.incrementAndGet());
                    handled.add(event.id());
                    return parked.count(consumer)
                            .invoke(underWay::decrementAndGet)
                            .replaceWithVoid();
                },
                message("a", key),
                message("b", key),
                message("c", key));

        assertThat(handled).containsExactly("a", "b", "c");
        assertThat(together).containsOnly(1);
    }

    /** Parking behind its key is a question to the database, too; here there is none to ask. */
    @Test
    void leavesAloneWhatHasNoEffect() {
        Pool closed = DATABASE.feed();
        closed.close().await().atMost(LIMIT);
        EventBatches asking =
                new EventBatches(inbox, new ParkedMessages(closed, APP), spans.tracing());

        asking.take(consumer, "OtherHappened"::equals, batch(message("a", key)), this::work)
                .await()
                .atMost(LIMIT);

        assertThat(handled).isEmpty();
        assertThat(spans.ended()).isEmpty();
    }

    @Test
    void parksWhatDoesNotSayWhatItIs() {
        ConsumerRecord<String, byte[]> stranger = message("stranger", key);
        stranger.headers().remove("ce_type");

        batches.take(consumer, "OtherHappened"::equals, batch(stranger), this::work)
                .await()
                .atMost(LIMIT);

        assertThat(handled).isEmpty();
        assertThat(parkedNow())
                .extracting(ParkedMessages.Parked::reason)
                .containsExactly("MalformedEvent");
    }

    @Test
    void waitsOutWhatTheInfrastructureFailsAt() {
        AtomicInteger calls = new AtomicInteger();

        take(
                _ ->
                        calls.incrementAndGet() < 3
                                ? Uni.createFrom().failure(new ConnectException("away"))
                                : Uni.createFrom().voidItem(),
                message("a", key));

        assertThat(calls).hasValue(3);
        assertThat(parkedNow()).isEmpty();
    }

    /** As after a hang of PostgreSQL. Taken for a bug, it ended the consumer. */
    @Test
    void aConnectionThatClosedBeforeItsStatementIsTheInfrastructures() throws Exception {
        Throwable closed = statementOnAClosedConnection();

        assertThat(EventInbox.infrastructure(closed)).as(closed.toString()).isTrue();
        assertThat(Outage.causes(closed)).as(closed.toString()).isTrue();
    }

    /** As after a mistake with the rights: it ended the consumer, since nobody had foreseen it. */
    @Test
    void triesAgainWhateverKeptItFromParking() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        CompletableFuture<Void> taken;
        asAdministrator("revoke insert on parked_message from consent_feed");
        try {
            taken =
                    inbox.take(
                                    consumer,
                                    message(POISON, key),
                                    event -> {
                                        tries.incrementAndGet();
                                        return work(event);
                                    })
                            .subscribeAsCompletionStage();
            await().atMost(LIMIT).until(() -> tries.get() > 2 || taken.isDone());

            assertThat(taken).isNotDone();
            assertThat(parkedNow()).isEmpty();
        } finally {
            asAdministrator("grant insert on parked_message to consent_feed");
        }
        taken.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(parkedNow()).extracting(ParkedMessages.Parked::eventId).containsExactly(POISON);
    }

    private static void asAdministrator(String sql) throws SQLException {
        try (Connection connection = DATABASE.components().postgres().administrator("consent");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Throwable statementOnAClosedConnection() throws Exception {
        SqlConnection connection = APP.getConnection().await().atMost(LIMIT);
        CountDownLatch closed = new CountDownLatch(1);
        connection.closeHandler(closed::countDown);
        Throwable lost =
                catchThrowable(
                        () -> query(connection, "select pg_terminate_backend(pg_backend_pid())"));
        assertThat(Outage.causes(lost)).as(String.valueOf(lost)).isTrue(); // closed, or reset
        assertThat(closed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return catchThrowable(() -> query(connection, "select 1"));
    }

    private static void query(SqlConnection connection, String sql) {
        connection.query(sql).execute().await().atMost(LIMIT);
    }

    @SafeVarargs
    private void take(ConsumerRecord<String, byte[]>... messages) {
        take(this::work, messages);
    }

    @SafeVarargs
    private void take(
            Function<ReceivedEvent, Uni<Void>> work, ConsumerRecord<String, byte[]>... messages) {
        batches.take(consumer, "ThingHappened"::equals, batch(messages), work)
                .await()
                .atMost(LIMIT);
    }

    @SafeVarargs
    private static ConsumerRecords<String, byte[]> batch(
            ConsumerRecord<String, byte[]>... messages) {
        return new ConsumerRecords<>(
                Map.of(new TopicPartition("thing.events", 0), List.of(messages)), Map.of());
    }

    private List<ParkedMessages.Parked> parkedNow() {
        return parked.list("helios", 0, 200).await().atMost(LIMIT).stream()
                .filter(message -> message.consumer().equals(consumer))
                .toList();
    }

    private ConsumerRecord<String, byte[]> message(String id, String key) {
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>(
                        "thing.events", 0, offset++, key, "{}".getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_id", id,
                        "ce_specversion", "1.0",
                        "ce_type", "io.temoin.recording.ThingHappened.v1",
                        "ce_tenant", "helios",
                        "ce_subject", "thing-1",
                        "ce_sequence", "1",
                        "ce_time", "2026-11-24T09:30:00Z",
                        "ce_correlationid", "corr",
                        "ce_actor", "claire",
                        "ce_organisation", "voix-du-rhone")
                .forEach((name, value) -> add(message, name, value));
        add(message, "ce_role", "supervisor");
        return message;
    }

    private static void add(ConsumerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
