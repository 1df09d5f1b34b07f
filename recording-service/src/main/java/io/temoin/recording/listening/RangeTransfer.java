// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.temoin.eventsourcing.store.Actor;
import io.temoin.recording.lifecycle.domain.Playback.End;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.vault.WaveFormat;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One answer that is being sent: how far it is, and whether it may go on. Its progress is saved by
 * {@link Playbacks} while it is sent; it stops by itself when that has not worked for a while,
 * since nothing may be heard that would not be recorded. Safe for concurrent use.
 */
final class RangeTransfer {

    /**
     * What is sent, to whom, under which grant.
     *
     * @param client keyed pseudonym of the network address
     * @param correlation of the grant
     * @param cause id of the grant's event
     * @param until when the sending has to be over
     */
    record Opening(
            UUID id,
            TenantId tenant,
            RecordingId recording,
            UUID listening,
            PurposeCode purpose,
            Actor actor,
            String client,
            String correlation,
            String cause,
            Instant until) {}

    /**
     * How far it is.
     *
     * @param toMs the sound up to there was sent, in milliseconds of the audio
     * @param end why it ended, if it did
     */
    record Progress(long fromMs, long toMs, Instant lastByteAt, @Nullable End end) {}

    private final Opening opening;
    private final WaveFormat format;
    private final long from;
    private final Duration unsavedAtMost;
    private final Runnable reset;
    private long position;
    private Instant lastByteAt;
    private Instant savedAt;
    private @Nullable End end;

    /**
     * A transfer of which nothing is sent yet, and that is saved.
     *
     * @param from position of the first byte
     * @param unsavedAtMost how long it goes on when its progress cannot be saved
     * @param reset drops what waits to be sent
     */
    RangeTransfer(
            Opening opening,
            WaveFormat format,
            long from,
            Duration unsavedAtMost,
            Runnable reset,
            Instant now) {
        this.opening = opening;
        this.format = format;
        this.from = from;
        this.unsavedAtMost = unsavedAtMost;
        this.reset = reset;
        this.position = from;
        this.lastByteAt = now;
        this.savedAt = now;
    }

    Opening opening() {
        return opening;
    }

    /**
     * Says that bytes are about to be sent; they may be only if this is true.
     *
     * @param count how many
     */
    synchronized boolean advance(int count, Instant now) {
        if (end == null && now.isAfter(savedAt.plus(unsavedAtMost))) {
            end = End.SERVICE_STOPPED;
        }
        if (end == null && !now.isBefore(opening.until())) {
            end = End.LISTENING_OVER;
        }
        if (end != null) {
            return false;
        }
        position += count;
        lastByteAt = now;
        return true;
    }

    /** Ends it, if it has not ended: from now on nothing more is sent. */
    void end(End why) {
        endNow(why);
    }

    /**
     * Ends it as well, and takes back what the client has not read: it may read on only much later,
     * when it may hear nothing any more.
     */
    void breakOff(End why) {
        if (endNow(why)) {
            reset.run();
        }
    }

    private synchronized boolean endNow(End why) {
        if (end != null) {
            return false;
        }
        end = why;
        return true;
    }

    synchronized Progress progress() {
        return new Progress(format.millisAt(from), format.millisBefore(position), lastByteAt, end);
    }

    /** Says that its progress was saved at this time. */
    synchronized void saved(Instant at) {
        savedAt = at;
    }
}
