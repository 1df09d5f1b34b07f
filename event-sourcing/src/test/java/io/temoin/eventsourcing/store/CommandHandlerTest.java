// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandHandlerTest {

    private static final TenantId HELIOS = new TenantId("helios");
    private static final StreamId STREAM = new StreamId("counter", "1");
    private static final int LIMIT = 3;

    sealed interface Counting {
        record Counted(int by) implements Counting {}
    }

    enum CounterProblem implements Rejected.Code {
        COUNTER_FULL;

        @Override
        public Rejected.Kind kind() {
            return Rejected.Kind.CONFLICT;
        }
    }

    /** Counts up to a limit; counting zero changes nothing. */
    static final class Counter implements Decider<Integer, Integer, Counting> {
        @Override
        public Integer initialState() {
            return 0;
        }

        @Override
        public List<Counting> decide(Integer command, Integer state) {
            if (state + command > LIMIT) {
                throw new Rejected(CounterProblem.COUNTER_FULL, "The counter is full.");
            }
            return command == 0 ? List.of() : List.of(new Counting.Counted(command));
        }

        @Override
        public Integer evolve(Integer state, Counting event) {
            return switch (event) {
                case Counting.Counted(int by) -> state + by;
            };
        }
    }

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final CommandHandler<Integer, Integer, Counting> handler = handler(store);

    private static CommandHandler<Integer, Integer, Counting> handler(EventStore store) {
        return new CommandHandler<>(
                store,
                new EventCodec<>(Counting.class, new InMemoryShreddableKeys()),
                new Counter());
    }

    @Test
    void goesOnBehindRedactedEvents() {
        handle(2, UUID.randomUUID());
        handle(1, UUID.randomUUID());
        store.redact(HELIOS, STREAM, 1);

        // Another process, which has seen nothing yet
        CommandHandler<Integer, Integer, Counting> other = handler(store);
        assertThat(other.replay(HELIOS, STREAM).await().indefinitely())
                .isEqualTo(new Replayed<>(1, 2));
        assertThat(other.history(HELIOS, STREAM).await().indefinitely())
                .extracting(RecordedEvent::version)
                .containsExactly(2L);

        store.redact(HELIOS, STREAM, 2);
        CommandHandler<Integer, Integer, Counting> third = handler(store);
        assertThat(third.replay(HELIOS, STREAM).await().indefinitely())
                .isEqualTo(new Replayed<>(0, 2));
        CommandOutcome<Integer, Counting> next =
                third.handle(STREAM, 3, EventStoreContract.metadata(HELIOS, UUID.randomUUID()))
                        .await()
                        .indefinitely();
        assertThat(next.version()).isEqualTo(3);
    }

    @Test
    void doesNotRepeatWhatWasRedacted() {
        UUID command = UUID.randomUUID();
        handle(2, command);
        store.redact(HELIOS, STREAM, 1);

        assertThatThrownBy(() -> handle(2, command))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refusal ->
                                assertThat(refusal.code())
                                        .isEqualTo(CommandReused.IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void recordsWhatWasDecidedAndAnswersTheNewState() {
        CommandOutcome<Integer, Counting> decision = handle(2, UUID.randomUUID());

        assertThat(decision.state()).isEqualTo(2);
        assertThat(decision.version()).isEqualTo(1);
        assertThat(decision.only().event()).isEqualTo(new Counting.Counted(2));
        assertThat(handler.replay(HELIOS, STREAM).await().indefinitely())
                .isEqualTo(new Replayed<>(2, 1));
    }

    @Test
    void answersARepeatedCommandWithItsFirstOutcome() {
        UUID command = UUID.randomUUID();
        handle(2, command);
        handle(1, UUID.randomUUID());

        CommandOutcome<Integer, Counting> repeated = handle(2, command);

        assertThat(repeated.repeated()).isTrue();
        assertThat(repeated.only().event()).isEqualTo(new Counting.Counted(2));
        assertThat(repeated.state()).as("nothing was counted twice").isEqualTo(3);
    }

    @Test
    void refusesACommandIdThatWasUsedForAnotherRequest() {
        UUID command = UUID.randomUUID();
        handle(2, command);
        EventMetadata other =
                new EventMetadata(
                        HELIOS,
                        new Actor("a", "o", "r", null),
                        command,
                        "another hash",
                        "c",
                        null,
                        null,
                        EventStoreContract.NOW);

        assertThatThrownBy(() -> handler.handle(STREAM, 1, other).await().indefinitely())
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.code())
                                        .isEqualTo(CommandReused.IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void recordsNothingWhenARuleRefuses() {
        assertThatThrownBy(() -> handle(LIMIT + 1, UUID.randomUUID())).isInstanceOf(Rejected.class);
        assertThat(store.read(HELIOS, STREAM, 0).await().indefinitely()).isEmpty();
    }

    @Test
    void recordsNothingWhenNothingChanges() {
        CommandOutcome<Integer, Counting> decision = handle(0, UUID.randomUUID());

        assertThat(decision.newEvents()).isEmpty();
        assertThat(decision.version()).isZero();
    }

    @Test
    void decidesAgainOnWhatAnotherProcessRecordedMeanwhile() {
        handle(1, UUID.randomUUID());
        handler(store)
                .handle(STREAM, 2, EventStoreContract.metadata(HELIOS, UUID.randomUUID()))
                .await()
                .indefinitely();

        assertThatThrownBy(() -> handle(1, UUID.randomUUID())).isInstanceOf(Rejected.class);
    }

    @Test
    void neverPassesTheLimitHoweverManyRace() {
        List<CompletableFuture<Boolean>> races =
                IntStream.range(0, 20)
                        .mapToObj(
                                _ ->
                                        handler.handle(
                                                        STREAM,
                                                        1,
                                                        EventStoreContract.metadata(
                                                                HELIOS, UUID.randomUUID()))
                                                .map(_ -> true)
                                                .onFailure()
                                                .recoverWithItem(false)
                                                .subscribeAsCompletionStage())
                        .toList();

        assertThat(races.stream().filter(CompletableFuture::join)).hasSize(LIMIT);
        assertThat(handler.replay(HELIOS, STREAM).await().indefinitely().state()).isEqualTo(LIMIT);
    }

    private CommandOutcome<Integer, Counting> handle(int by, UUID command) {
        return handler.handle(STREAM, by, EventStoreContract.metadata(HELIOS, command))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
