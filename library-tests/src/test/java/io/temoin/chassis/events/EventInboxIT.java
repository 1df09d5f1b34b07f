// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisDatabase;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.TestSettings;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventInboxIT {

    private static final ChassisDatabase DATABASE = ChassisDatabase.start();
    private static final Pool FEED = DATABASE.feed();
    private static final Pool APP = DATABASE.app();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ParkedMessages parked = new ParkedMessages(FEED, APP);
    private final Spans spans = new Spans();
    private final EventInbox inbox =
            new EventInbox(
                    new TestSettings(false),
                    parked,
                    spans.tracing(),
                    new SimpleMeterRegistry(),
                    DATABASE.kafka());
    private final String consumer = "consumer-" + UUID.randomUUID();
    private final String key = "helios/thing-" + UUID.randomUUID();
    private final List<Long> handled = new ArrayList<>();
    private boolean broken = true;
    private String payload = "{}";

    /** Handles everything but sequence 1, as long as it is broken. */
    private Uni<Void> work(ReceivedEvent event) {
        if (broken && event.sequence() == 1) {
            throw new Rejected(ChassisProblem.REQUEST_INVALID, "It cannot be handled.");
        }
        handled.add(event.sequence());
        return Uni.createFrom().voidItem();
    }

    @AfterAll
    static void closePool() {
        FEED.close().await().indefinitely();
        APP.close().await().indefinitely();
    }

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void handlesWhatCanBeHandled() {
        take(message(0, key));

        assertThat(handled).containsExactly(0L);
        assertThat(parkedNow()).isEmpty();
    }

    @Test
    void skipsWhatWasRedacted() {
        take(message(2, key));
        payload = "{\"redacted\":{\"order\":\"o-1\"}}";
        take(message(1, key));
        assertThat(handled).containsExactly(2L);
        assertThat(parkedNow()).isEmpty();
    }

    @Test
    void parksAPoisonMessageAndWhatComesBehindItOnItsKeyOnly() {
        String other = key + "-other";

        take(message(1, key));
        take(message(2, key));
        take(message(3, other));

        assertThat(handled).containsExactly(3L);
        assertThat(parkedNow())
                .extracting(ParkedMessages.Parked::reason)
                .containsExactly("REQUEST_INVALID", "BEHIND");
        assertThat(parked.parkedAmong(consumer, Set.of(key, other)).await().atMost(LIMIT))
                .containsExactly(key);
    }

    @Test
    void parksAMessageOnceHoweverOftenItIsDelivered() {
        take(message(1, key));
        take(message(1, key));

        assertThat(parkedNow()).hasSize(1);
    }

    @Test
    void replaysTheKeyInOrderOnceTheCauseIsGone() {
        inbox.register(consumer, this::work);
        take(message(1, key));
        take(message(2, key));
        broken = false;

        int replayed = inbox.replay("helios", consumer, key).await().atMost(LIMIT);

        assertThat(replayed).isEqualTo(2);
        assertThat(handled).containsExactly(1L, 2L);
        assertThat(parkedNow()).isEmpty();
        take(message(4, key));
        assertThat(handled).containsExactly(1L, 2L, 4L);
    }

    @Test
    void aReplayEndsAtWhatIsStillUnreadable() {
        inbox.register(consumer, this::work);
        ConsumerRecord<String, byte[]> unreadable = message(2, key);
        unreadable.headers().remove("ce_time");
        take(message(1, key));
        take(unreadable);
        take(message(3, key));
        broken = false;

        assertThatThrownBy(() -> inbox.replay("helios", consumer, key).await().atMost(LIMIT))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refusal ->
                                assertThat(refusal.code())
                                        .isEqualTo(ChassisProblem.STILL_UNREADABLE));

        assertThat(handled).containsExactly(1L);
        assertThat(parkedNow()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.3", "1.1", "2.0", "1.0 "})
    void parksAnEventOfAnotherVersionOfCloudEvents(String version) {
        ConsumerRecord<String, byte[]> message = message(0, key);
        message.headers().remove("ce_specversion");
        add(message, "ce_specversion", version);

        take(message);

        assertThat(handled).isEmpty();
        assertThat(parkedNow())
                .extracting(ParkedMessages.Parked::reason)
                .containsExactly("MalformedEvent");
    }

    @Test
    void anotherTenantNeitherSeesNorReplaysThem() {
        inbox.register(consumer, this::work);
        take(message(1, key));
        broken = false;

        assertThat(inbox.replay("boreal", consumer, key).await().atMost(LIMIT)).isZero();
        assertThat(parkedNow()).hasSize(1);
        assertThat(parked.list("boreal", 0, 200).await().atMost(LIMIT)).isEmpty();
    }

    @Test
    void anotherTenantDoesNotSeeThemEvenWhenTheQueryForgetsItsFilter() {
        take(message(1, key));

        assertThat(unfiltered("boreal", "select count(*) from parked_message")).isZero();
        assertThat(unfiltered("", "select count(*) from parked_message")).isZero();
        assertThat(unfiltered("helios", "select count(*) from parked_message")).isPositive();
        assertThat(parkedNow()).hasSize(1);
    }

    @Test
    void anotherTenantCannotForgetThemEvenWhenTheQueryForgetsItsFilter() {
        take(message(1, key));

        assertThat(
                        unfiltered(
                                "boreal",
                                "with gone as (delete from parked_message returning 1)"
                                        + " select count(*) from gone"))
                .isZero();
        parked.handled("boreal", parkedNow().getFirst().position()).await().atMost(LIMIT);

        assertThat(parkedNow()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select payload from parked_message",
                "select headers from parked_message",
                "select tenant from parked_message",
                "delete from parked_message",
                "update parked_message set tenant = 'boreal'"
            })
    void consumersParkForAllTenantsAndReadNoContent(String statement) {
        assertThatThrownBy(() -> FEED.query(statement).execute().await().atMost(LIMIT))
                .isInstanceOfSatisfying(
                        PgException.class,
                        refusal -> assertThat(refusal.getSqlState()).isEqualTo("42501"));
    }

    @Test
    void parksARecordThatIsNoEventOfOurs() {
        ConsumerRecord<String, byte[]> stranger =
                new ConsumerRecord<>("recording.events", 0, System.nanoTime(), key, new byte[] {1});

        take(stranger);

        assertThat(handled).isEmpty();
        assertThat(parked.parkedAmong(consumer, Set.of(key)).await().atMost(LIMIT))
                .containsExactly(key);
    }

    /** No column takes a NUL, and no index a key of that length. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0000\u0000", "0123456789abcdef"})
    void parksUnderAKeyThatCannotBeStored(String piece) {
        String unstorable = key + piece.repeat(400);

        take(message(1, unstorable));
        take(message(2, unstorable));
        take(message(3, unstorable + "x"));

        assertThat(handled).containsExactly(3L);
        assertThat(parkedNow())
                .extracting(ParkedMessages.Parked::reason)
                .containsExactly("REQUEST_INVALID", "BEHIND");
        assertThat(parkedNow())
                .extracting(ParkedMessages.Parked::key)
                .containsOnly(ParkedMessages.keyOf(message(1, unstorable)))
                .allMatch(stored -> stored.startsWith(key.substring(0, 20)));
        assertThat(parked.count(consumer).await().atMost(LIMIT)).isEqualTo(2);
    }

    @Test
    void parksARecordWithHeadersThatCannotBeStored() {
        ConsumerRecord<String, byte[]> stranger =
                new ConsumerRecord<>("recording.events", 0, System.nanoTime(), key, new byte[] {1});
        add(stranger, "ce_id", "a\u0000b");
        add(stranger, "ce_tenant", "\u0000");
        stranger.headers().add("ce_type", null);

        take(stranger);

        // seen by the tenant that the key begins with
        assertThat(parkedNow())
                .extracting(ParkedMessages.Parked::eventId)
                .containsExactly("a\ufffdb");
    }

    @Test
    void parksNothingOfATenantThatIsNone() {
        take(
                new ConsumerRecord<>(
                        "recording.events",
                        0,
                        System.nanoTime(),
                        "No Tenant/" + key,
                        new byte[] {1}));

        assertThat(parkedNow()).isEmpty();
        assertThat(parked.count(consumer).await().atMost(LIMIT)).isEqualTo(1);
    }

    @Test
    void waitsOutWhatTheInfrastructureFailsAt() {
        AtomicInteger calls = new AtomicInteger();

        inbox.take(
                        consumer,
                        message(0, key),
                        _ ->
                                calls.incrementAndGet() < 4
                                        ? Uni.createFrom()
                                                .failure(new java.net.ConnectException("away"))
                                        : Uni.createFrom().voidItem())
                .await()
                .atMost(LIMIT);

        assertThat(calls).hasValue(4);
        assertThat(parkedNow()).isEmpty();
    }

    @Test
    void handlesAMessageAndItsReplayInTheTraceOfItsOrigin() {
        inbox.register(consumer, this::work);
        ConsumerRecord<String, byte[]> message = message(1, key);
        add(message, "traceparent", Spans.TRACEPARENT);
        take(message);
        broken = false;

        inbox.replay("helios", consumer, key).await().atMost(LIMIT);

        assertThat(spans.ended())
                .extracting(SpanData::getTraceId)
                .containsExactly(Spans.TRACE, Spans.TRACE);
        assertThat(spans.ended())
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
        assertThat(spans.ended().getFirst().getAttributes().get(Spans.ERROR_TYPE))
                .isEqualTo("REQUEST_INVALID");
    }

    @Test
    void whatAnEventCausesContinuesTheTraceOfItsHandling() {
        ConsumerRecord<String, byte[]> message = message(0, key);
        add(message, "ce_traceparent", Spans.ORIGIN);
        add(message, "traceparent", Spans.TRACEPARENT);
        List<@Nullable String> caused = new ArrayList<>();

        inbox.take(
                        consumer,
                        message,
                        event -> {
                            caused.add(event.command(consumer, Instant.EPOCH).traceparent());
                            return Uni.createFrom().voidItem();
                        })
                .await()
                .atMost(LIMIT);

        assertThat(caused)
                .containsExactly(
                        "00-" + Spans.TRACE + "-" + spans.ended().getFirst().getSpanId() + "-01");
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        inbox.take(consumer, message, this::work).await().atMost(LIMIT);
    }

    /** What a query without a filter counts in a transaction of a tenant. */
    private static long unfiltered(String tenant, String sql) {
        return APP.withTransaction(
                        connection ->
                                connection
                                        .preparedQuery(TenantStatement.SET)
                                        .execute(Tuple.of(tenant))
                                        .chain(() -> connection.query(sql).execute()))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getLong(0);
    }

    private List<ParkedMessages.Parked> parkedNow() {
        return parked.list("helios", 0, 200).await().atMost(LIMIT).stream()
                .filter(message -> message.consumer().equals(consumer))
                .toList();
    }

    private ConsumerRecord<String, byte[]> message(long sequence, String key) {
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>(
                        "recording.events",
                        0,
                        Math.floorMod(key.hashCode(), 1_000_000) * 100L + sequence,
                        key,
                        payload.getBytes(StandardCharsets.UTF_8));
        add(
                message,
                "ce_id",
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)) + "." + sequence);
        add(message, "ce_specversion", "1.0");
        add(message, "ce_type", "io.temoin.recording.RecordingStored.v1");
        add(message, "ce_tenant", "helios");
        add(message, "ce_subject", "recording-1");
        add(message, "ce_sequence", Long.toString(sequence));
        add(message, "ce_time", "2026-11-24T09:30:00Z");
        add(message, "ce_correlationid", "corr");
        add(message, "ce_actor", "claire");
        add(message, "ce_organisation", "voix-du-rhone");
        add(message, "ce_role", "supervisor");
        return message;
    }

    private static void add(ConsumerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
