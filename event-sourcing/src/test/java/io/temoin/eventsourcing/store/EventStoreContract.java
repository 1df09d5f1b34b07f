// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every event store promises; each implementation runs these tests. */
public interface EventStoreContract {

    TenantId HELIOS = new TenantId("helios");
    TenantId BOREAL = new TenantId("boreal");
    Duration LIMIT = Duration.ofSeconds(20);
    Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

    EventStore store();

    static StreamId freshStream() {
        return new StreamId("thing", UUID.randomUUID().toString());
    }

    static EventMetadata metadata(TenantId tenant, UUID command) {
        return new EventMetadata(
                tenant,
                new Actor("claire", "voix-du-rhone", "supervisor", "PC-17"),
                command,
                "abcd",
                "b6e2b1a4-7f5c-4a43-9f0e-1d1f6a0c2f10",
                "cause.0",
                null,
                NOW);
    }

    static Append append(StreamId stream, long expected, UUID command, String... payloads) {
        return append(HELIOS, stream, expected, command, payloads);
    }

    static Append append(
            TenantId tenant, StreamId stream, long expected, UUID command, String... payloads) {
        List<NewEvent> events = new ArrayList<>();
        for (String payload : payloads) {
            events.add(new NewEvent("Noted", 1, payload));
        }
        return new Append(stream, expected, events, metadata(tenant, command));
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }

    @Test
    default void givesBackWhatWasAppendedInOrder() {
        StreamId stream = freshStream();
        UUID command = UUID.randomUUID();

        Appended appended =
                await(store().append(append(stream, 0, command, "{\"n\":1}", "{\"n\":2}")));

        assertThat(appended.version()).isEqualTo(2);
        assertThat(appended.repeated()).isFalse();
        assertThat(await(store().read(HELIOS, stream, 0))).isEqualTo(appended.events());
        assertThat(appended.events())
                .extracting(StoredEvent::payload)
                .containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(appended.events()).extracting(StoredEvent::version).containsExactly(1L, 2L);
        assertThat(appended.events().getFirst().metadata()).isEqualTo(metadata(HELIOS, command));
    }

    @Test
    default void readsOnlyTheTailThatIsAskedFor() {
        StreamId stream = freshStream();
        await(store().append(append(stream, 0, UUID.randomUUID(), "{}", "{}", "{\"n\":3}")));

        assertThat(await(store().read(HELIOS, stream, 2)))
                .extracting(StoredEvent::payload)
                .containsExactly("{\"n\":3}");
    }

    @Test
    default void givesEachOfManyReadsAtOnceItsOwnTail() {
        List<StreamId> streams = IntStream.range(0, 200).mapToObj(_ -> freshStream()).toList();
        streams.forEach(
                stream ->
                        await(
                                store().append(
                                                append(
                                                        stream,
                                                        0,
                                                        UUID.randomUUID(),
                                                        "{\"of\":\"" + stream + "\"}",
                                                        "{}",
                                                        "{}"))));

        // The same stream from two versions, an empty tail and an unknown stream among them.
        List<CompletableFuture<List<StoredEvent>>> whole =
                streams.stream().map(stream -> reading(stream, 0)).toList();
        List<CompletableFuture<List<StoredEvent>>> tails =
                streams.stream().map(stream -> reading(stream, 2)).toList();
        CompletableFuture<List<StoredEvent>> empty = reading(streams.getFirst(), 3);
        CompletableFuture<List<StoredEvent>> unknown = reading(freshStream(), 0);

        for (int i = 0; i < streams.size(); i++) {
            assertThat(whole.get(i).join())
                    .extracting(StoredEvent::stream, StoredEvent::version)
                    .containsExactly(
                            tuple(streams.get(i), 1L),
                            tuple(streams.get(i), 2L),
                            tuple(streams.get(i), 3L));
            assertThat(whole.get(i).join().getFirst().payload())
                    .contains(streams.get(i).toString());
            assertThat(tails.get(i).join())
                    .extracting(StoredEvent::stream, StoredEvent::version)
                    .containsExactly(tuple(streams.get(i), 3L));
        }
        assertThat(empty.join()).isEmpty();
        assertThat(unknown.join()).isEmpty();
    }

    private CompletableFuture<List<StoredEvent>> reading(StreamId stream, long after) {
        return store().read(HELIOS, stream, after).subscribeAsCompletionStage();
    }

    @Test
    default void refusesAnAppendToAStreamThatMovedOn() {
        StreamId stream = freshStream();
        await(store().append(append(stream, 0, UUID.randomUUID(), "{}")));

        assertThatThrownBy(
                        () ->
                                await(
                                        store().append(
                                                        append(
                                                                stream,
                                                                0,
                                                                UUID.randomUUID(),
                                                                "{}",
                                                                "{}"))))
                .isInstanceOf(ConcurrentAppend.class);
        assertThat(await(store().read(HELIOS, stream, 0))).hasSize(1);
    }

    @Test
    default void repeatsTheFirstOutcomeOfACommandWhateverTheVersion() {
        StreamId stream = freshStream();
        UUID command = UUID.randomUUID();
        Appended first = await(store().append(append(stream, 0, command, "{\"n\":1}")));
        await(store().append(append(stream, 1, UUID.randomUUID(), "{\"n\":2}")));

        Appended second = await(store().append(append(stream, 2, command, "{\"n\":9}")));

        assertThat(second.repeated()).isTrue();
        assertThat(second.events()).isEqualTo(first.events());
        assertThat(await(store().read(HELIOS, stream, 0))).hasSize(2);
    }

    @Test
    default void knowsTheEventsOfACommand() {
        StreamId stream = freshStream();
        UUID command = UUID.randomUUID();
        Appended appended = await(store().append(append(stream, 0, command, "{}", "{}")));

        assertThat(await(store().ofCommand(HELIOS, command))).isEqualTo(appended.events());
        assertThat(await(store().ofCommand(HELIOS, UUID.randomUUID()))).isEmpty();
    }

    @Test
    default void showsNothingOfAnotherTenant() {
        StreamId stream = freshStream();
        UUID command = UUID.randomUUID();
        await(store().append(append(stream, 0, command, "{}")));

        assertThat(await(store().read(BOREAL, stream, 0))).isEmpty();
        assertThat(await(store().ofCommand(BOREAL, command))).isEmpty();
        assertThat(await(store().append(append(BOREAL, stream, 0, command, "{}"))).repeated())
                .isFalse();
    }

    @Test
    default void letsExactlyOneOfManyRacingWritersWinEachVersion() {
        StreamId stream = freshStream();
        int writers = 40;

        List<CompletableFuture<Boolean>> races =
                IntStream.range(0, writers)
                        .mapToObj(
                                i ->
                                        store().append(
                                                        append(
                                                                stream,
                                                                0,
                                                                UUID.randomUUID(),
                                                                "{\"writer\":" + i + "}",
                                                                "{\"writer\":" + i + "}"))
                                                .map(_ -> true)
                                                .onFailure(ConcurrentAppend.class)
                                                .recoverWithItem(false)
                                                .subscribeAsCompletionStage())
                        .toList();

        assertThat(races).extracting(race -> race.get()).containsOnlyOnce(true);
        assertThat(await(store().read(HELIOS, stream, 0)))
                .hasSize(2)
                .extracting(StoredEvent::payload)
                .allMatch(payload -> payload.equals(firstPayload(stream)));
    }

    private String firstPayload(StreamId stream) {
        return await(store().read(HELIOS, stream, 0)).getFirst().payload();
    }

    @Test
    default void losesNothingOfManyAppendsAtOnceToManyStreams() {
        int streams = 300;
        List<StreamId> names = IntStream.range(0, streams).mapToObj(_ -> freshStream()).toList();

        List<CompletableFuture<Appended>> writes =
                names.stream()
                        .map(
                                stream ->
                                        store().append(
                                                        append(
                                                                stream,
                                                                0,
                                                                UUID.randomUUID(),
                                                                "{}",
                                                                "{}",
                                                                "{}"))
                                                .subscribeAsCompletionStage())
                        .toList();

        assertThat(writes).allSatisfy(write -> assertThat(write.get().version()).isEqualTo(3));
        assertThat(names)
                .allSatisfy(
                        stream ->
                                assertThat(await(store().read(HELIOS, stream, 0)))
                                        .extracting(StoredEvent::version)
                                        .containsExactly(1L, 2L, 3L));
    }
}
