// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands against the streams of one kind: read, replay, decide, append at the version that
 * was read. A lost race is decided again, three times at most; then it fails with {@link
 * ConcurrentAppend}.
 *
 * <p>Replayed states are remembered for a minute, so that a long stream costs its tail only. The
 * tail is read from the store every time and the append checks the version, so a remembered state
 * can be behind but never wrong. A minute is also the bound after which a destroyed key's values
 * are out of memory (trust, §2).
 *
 * <p>Safe for concurrent use.
 *
 * @param <C> commands
 * @param <S> state; immutable
 * @param <E> events
 */
public final class CommandHandler<C, S, E> {

    private static final int RETRIES = 3;
    private static final Duration REMEMBERED = Duration.ofSeconds(60);
    private static final long STATES = 20_000;

    private record Key(TenantId tenant, StreamId stream) {}

    private final EventStore store;
    private final EventCodec<E> codec;
    private final Decider<C, S, E> decider;
    private final Cache<Key, Replayed<S>> states =
            Caffeine.newBuilder()
                    .maximumSize(STATES)
                    .expireAfterWrite(REMEMBERED)
                    // The little there is to do after a write is cheaper than a thread for it.
                    .executor(Runnable::run)
                    .build();

    public CommandHandler(EventStore store, EventCodec<E> codec, Decider<C, S, E> decider) {
        this.store = store;
        this.codec = codec;
        this.decider = decider;
    }

    /**
     * Handles one command. Repeating a command id gives the recorded outcome again; the same id
     * with another {@link EventMetadata#requestHash()} is rejected with {@link CommandReused}.
     */
    public Uni<CommandOutcome<S, E>> handle(StreamId stream, C command, EventMetadata metadata) {
        return attempt(stream, command, metadata, RETRIES);
    }

    /** The state of a stream, as of now. */
    public Uni<Replayed<S>> replay(TenantId tenant, StreamId stream) {
        Key key = new Key(tenant, stream);
        Replayed<S> known = remembered(key);
        return store.read(tenant, stream, known.version())
                .flatMap(
                        tail ->
                                codec.decodeAll(tail)
                                        .map(
                                                told ->
                                                        remember(
                                                                key,
                                                                known,
                                                                told,
                                                                versionAfter(known, tail))));
    }

    /** Every event of a stream that still tells something, decoded, oldest first. */
    public Uni<List<RecordedEvent<E>>> history(TenantId tenant, StreamId stream) {
        return store.read(tenant, stream, 0).flatMap(codec::decodeAll);
    }

    private Uni<CommandOutcome<S, E>> attempt(
            StreamId stream, C command, EventMetadata metadata, int retries) {
        Uni<CommandOutcome<S, E>> once =
                replay(metadata.tenant(), stream)
                        .flatMap(replayed -> decide(stream, command, metadata, replayed));
        return once.onFailure(failure -> failure instanceof ConcurrentAppend && retries > 0)
                .recoverWithUni(() -> attempt(stream, command, metadata, retries - 1))
                .onFailure(Rejected.class)
                .recoverWithUni(rejection -> unlessRepeated(stream, metadata, rejection));
    }

    private Uni<CommandOutcome<S, E>> decide(
            StreamId stream, C command, EventMetadata metadata, Replayed<S> replayed) {
        List<E> events = decider.decide(command, replayed.state());
        if (events.isEmpty()) {
            return outcomeOf(stream, metadata)
                    .map(
                            earlier ->
                                    earlier != null
                                            ? earlier
                                            : new CommandOutcome<>(
                                                    replayed.state(),
                                                    List.of(),
                                                    replayed.version(),
                                                    false));
        }
        return codec.encodeAll(stream, events, metadata)
                .flatMap(
                        encoded ->
                                store.append(
                                        new Append(stream, replayed.version(), encoded, metadata)))
                .flatMap(appended -> conclude(stream, metadata, replayed, events, appended));
    }

    private Uni<CommandOutcome<S, E>> conclude(
            StreamId stream,
            EventMetadata metadata,
            Replayed<S> before,
            List<E> events,
            Appended appended) {
        if (appended.repeated()) {
            return repeated(stream, metadata, appended.events());
        }
        List<RecordedEvent<E>> recorded = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            StoredEvent stored = appended.events().get(i);
            recorded.add(
                    new RecordedEvent<>(
                            events.get(i), stored.version(), stored.id(), stored.metadata()));
        }
        Replayed<S> after =
                remember(new Key(metadata.tenant(), stream), before, recorded, appended.version());
        return Uni.createFrom()
                .item(new CommandOutcome<>(after.state(), recorded, after.version(), false));
    }

    /**
     * A rule may refuse what the same command already did; then its first outcome is the answer.
     */
    private Uni<CommandOutcome<S, E>> unlessRepeated(
            StreamId stream, EventMetadata metadata, Throwable rejection) {
        if (rejection instanceof Rejected rejected && rejected.code() instanceof CommandReused) {
            return Uni.createFrom().failure(rejection);
        }
        return outcomeOf(stream, metadata)
                .flatMap(
                        earlier ->
                                earlier != null
                                        ? Uni.createFrom().item(earlier)
                                        : Uni.createFrom().failure(rejection));
    }

    private Uni<@Nullable CommandOutcome<S, E>> outcomeOf(StreamId stream, EventMetadata metadata) {
        return store.ofCommand(metadata.tenant(), metadata.commandId())
                .flatMap(
                        stored ->
                                stored.isEmpty()
                                        ? Uni.createFrom().nullItem()
                                        : repeated(stream, metadata, stored));
    }

    private Uni<CommandOutcome<S, E>> repeated(
            StreamId stream, EventMetadata metadata, List<StoredEvent> events) {
        StoredEvent first = events.getFirst();
        boolean same =
                first.stream().equals(stream)
                        // What it led to can be told no more
                        && events.stream().noneMatch(StoredEvent::isRedacted)
                        && Objects.equals(first.metadata().requestHash(), metadata.requestHash());
        if (!same) {
            return Uni.createFrom().failure(CommandReused.rejection());
        }
        return Uni.combine()
                .all()
                .unis(replay(metadata.tenant(), stream), codec.decodeAll(events))
                .with(
                        (replayed, decoded) ->
                                new CommandOutcome<>(
                                        replayed.state(), decoded, replayed.version(), true));
    }

    private Replayed<S> remembered(Key key) {
        Replayed<S> known = states.getIfPresent(key);
        return known != null ? known : new Replayed<>(decider.initialState(), 0);
    }

    /** The redacted ones count: the next event comes behind them. */
    private static long versionAfter(Replayed<?> known, List<StoredEvent> tail) {
        return tail.isEmpty() ? known.version() : tail.getLast().version();
    }

    private Replayed<S> remember(
            Key key, Replayed<S> before, List<RecordedEvent<E>> tail, long version) {
        if (version == before.version()) {
            return before;
        }
        S state = before.state();
        for (RecordedEvent<E> recorded : tail) {
            state = decider.evolve(state, recorded.event());
        }
        Replayed<S> after = new Replayed<>(state, version);
        states.asMap()
                .merge(key, after, (old, young) -> young.version() > old.version() ? young : old);
        return after;
    }
}
