// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.OpenConnection;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.lifecycle.RecordingStream;
import io.temoin.recording.lifecycle.domain.Playback;
import io.temoin.recording.lifecycle.domain.Playback.End;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RecordPlayback;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.listening.PlaybackStore.Due;
import io.temoin.recording.listening.PlaybackStore.Sent;
import io.temoin.recording.listening.RangeTransfer.Opening;
import io.temoin.recording.listening.RangeTransfer.Progress;
import io.temoin.recording.vault.WaveFormat;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Knows what is being sent, and records what was: what is sent of one listening to one address
 * without a pause is one {@code PlaybackRecorded}. Every answer has a row before its first byte,
 * and its progress is saved while it is sent, so that a crash loses the seconds since the last
 * save, and no more.
 */
@ApplicationScoped
class Playbacks {

    private static final Logger LOG = Logger.getLogger(Playbacks.class);
    private static final int BATCH_SIZE = 50;
    private static final int CONCURRENT_CHECKS = 8;

    /** A recording of which something is being sent. */
    private record PlayedRecording(TenantId tenant, RecordingId recording) {

        static PlayedRecording of(RangeTransfer transfer) {
            Opening opening = transfer.opening();
            return new PlayedRecording(opening.tenant(), opening.recording());
        }
    }

    private final PlaybackStore store;
    private final RecordingStream recordings;
    private final RecordingConfig.Playback config;
    private final Clock clock;

    /** What this process is sending; what counts is saved in the store. */
    private final Map<UUID, RangeTransfer> sending = new ConcurrentHashMap<>();

    Playbacks(
            PlaybackStore store, RecordingStream recordings, RecordingConfig config, Clock clock) {
        this.store = store;
        this.recordings = recordings;
        this.config = config.playback();
        this.clock = clock;
    }

    /**
     * When the sending of a listening has to be over, to be recorded before the listening ends;
     * rejects one of which that moment has passed.
     */
    Instant requireOpen(Instant listeningEnds) {
        Instant sendingEnds = listeningEnds.minus(config.endsBefore());
        if (!now().isBefore(sendingEnds)) {
            throw Rejected.at(
                    "Listening-Token",
                    RecordingProblem.LISTENING_TOKEN_EXPIRED,
                    "The listening session has ended; request a new one.");
        }
        return sendingEnds;
    }

    /**
     * Begins an answer. Nothing may be sent before the item arrives.
     *
     * @param from position of its first byte
     * @param connection it is sent on
     */
    Uni<RangeTransfer> open(
            Opening opening, WaveFormat format, long from, OpenConnection connection) {
        RangeTransfer transfer =
                new RangeTransfer(
                        opening,
                        format,
                        from,
                        config.lostAfter().dividedBy(2),
                        connection::reset,
                        now());
        return store.open(opening, transfer.progress())
                .map(
                        _ -> {
                            sending.put(opening.id(), transfer);
                            return transfer;
                        });
    }

    /**
     * Ends an answer. Who hears it need not wait until that is saved; if it cannot be saved now,
     * the next look does it.
     */
    void end(RangeTransfer transfer, End why) {
        transfer.end(why);
        trySave(transfer).subscribe().with(_ -> {});
    }

    /** Saves how far every answer is, together. */
    Uni<Void> saveAll() {
        return Multi.createFrom()
                .iterable(List.copyOf(sending.values()))
                .onItem()
                .transformToUniAndMerge(this::trySave)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * Saves how far every answer is, and stops those that may not go on. In this order: an answer
     * that is not saved in time stops by itself, however many recordings there are to look at.
     */
    Uni<Void> keepUp() {
        Instant now = now();
        return saveAll()
                .invoke(() -> sending.values().forEach(one -> stopIfOver(one, now)))
                .chain(() -> stopWithheld());
    }

    /** One look at each recording, however many answers are sent of it. */
    private Uni<Void> stopWithheld() {
        Map<PlayedRecording, List<RangeTransfer>> answers =
                sending.values().stream().collect(Collectors.groupingBy(PlayedRecording::of));
        return Multi.createFrom()
                .iterable(answers.entrySet())
                .onItem()
                .transformToUni(one -> untilNextTime(stopIfWithheld(one.getKey(), one.getValue())))
                .merge(CONCURRENT_CHECKS)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Records what was sent and is over: nothing came after it for a while, or nothing may. */
    Uni<Void> recordWhatIsOver() {
        Instant now = now();
        return store.due(config.lostAfter(), now.minus(config.idleTimeout()), now, BATCH_SIZE)
                .flatMap(due -> each(due, this::record));
    }

    private static boolean lets(Recording recording, UUID listening) {
        return recording instanceof Stored stored && stored.lets(listening);
    }

    private Uni<Void> stopIfWithheld(PlayedRecording played, List<RangeTransfer> answers) {
        return recordings
                .replay(played.tenant(), played.recording())
                .invoke(
                        replayed ->
                                answers.stream()
                                        .filter(
                                                one ->
                                                        !lets(
                                                                replayed.state(),
                                                                one.opening().listening()))
                                        .forEach(one -> one.breakOff(End.RECORDING_WITHHELD)))
                .replaceWithVoid();
    }

    /** A client that takes nothing for long asks again when it goes on. */
    private void stopIfOver(RangeTransfer transfer, Instant now) {
        if (!now.isBefore(transfer.opening().until())) {
            transfer.breakOff(End.LISTENING_OVER);
        }
        if (transfer.progress().lastByteAt().isBefore(now.minus(config.stalledAfter()))) {
            transfer.breakOff(End.STALLED);
        }
    }

    private Uni<Void> trySave(RangeTransfer transfer) {
        return untilNextTime(save(transfer));
    }

    private Uni<Void> save(RangeTransfer transfer) {
        Opening opening = transfer.opening();
        Progress progress = transfer.progress();
        Instant now = now();
        return store.save(opening, progress)
                .invoke(
                        kept -> {
                            if (!kept) {
                                // Taken for lost, and recorded as far as it was saved.
                                transfer.breakOff(End.SERVICE_STOPPED);
                            }
                            transfer.saved(now);
                            if (!kept || progress.end() != null) {
                                sending.remove(opening.id());
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Void> record(Due due) {
        UUID begun = due.playback();
        return begun != null
                ? record(due.tenant(), begun)
                : store.claim(due, config.lostAfter())
                        .flatMap(
                                claimed ->
                                        claimed.map(id -> record(due.tenant(), id))
                                                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> record(TenantId tenant, UUID playback) {
        return store.claimed(tenant, playback)
                .flatMap(
                        parts ->
                                parts.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : record(tenant, playback, parts))
                .chain(() -> store.forget(tenant, playback));
    }

    private Uni<Void> record(TenantId tenant, UUID playback, List<Sent> parts) {
        Sent first = parts.getFirst();
        Instant now = now();
        Playback sent =
                new Playback(
                        playback,
                        first.listening(),
                        first.purpose(),
                        parts.stream().map(Sent::part).toList(),
                        first.client());
        RecordingId recording = first.recording();
        // In the listener's name, from the grant's workstation: no other was let in.
        EventMetadata metadata =
                new EventMetadata(
                        tenant,
                        first.actor(),
                        playback,
                        null,
                        first.correlation(),
                        first.cause(),
                        null,
                        now);
        return recordings
                .handle(recording, new RecordPlayback(sent, now), metadata)
                .replaceWithVoid();
    }

    /** One after the other; what fails is logged, and done by the next look. */
    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> untilNextTime(work.apply(one)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> untilNextTime(Uni<Void> work) {
        return work.onFailure()
                .recoverWithUni(
                        failure -> {
                            LOG.warn(
                                    "playback could not be recorded yet; it will be retried",
                                    failure);
                            return Uni.createFrom().voidItem();
                        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
