// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an event of another service changes in what is held about a person. */
sealed interface HoldingsChange {

    /** The audio of a recording is stored. */
    record RecordingKept(HeldRecording recording, String subject) implements HoldingsChange {}

    /**
     * A recording is kept until another day.
     *
     * @param dueOn absent when that waits for something
     */
    record DueDateMoved(
            UUID recording, String controller, String subject, @Nullable LocalDate dueOn)
            implements HoldingsChange {}

    /** A recording was destroyed. */
    record RecordingGone(UUID recording, String controller, String subject, Instant erasedAt)
            implements HoldingsChange {}

    /** Somebody may listen, or did. */
    record Listened(HeldListening listening, String controller, String subject, Instant at)
            implements HoldingsChange {}

    /** A request is at the desk. */
    record RequestTaken(HeldRequest request, String subject) implements HoldingsChange {}

    /** A request is to be answered by another date. */
    record RequestMoved(UUID request, Instant dueAt) implements HoldingsChange {}

    /**
     * A request goes on.
     *
     * @param answeredAt when it was answered; absent when it was not
     * @param joinedTo the request that it was joined to; absent when it was not
     * @param partial whether a part was refused; absent where nothing was answered
     */
    record RequestStateChanged(
            UUID request,
            String state,
            @Nullable Instant answeredAt,
            @Nullable UUID joinedTo,
            @Nullable Boolean partial)
            implements HoldingsChange {}

    /** The person is erased, but for what a law keeps; a request had asked for it. */
    record PersonErased(UUID request, String controller, String subject, Instant at)
            implements HoldingsChange {}

    /** Something was put right under a request. */
    record RequestRectified(UUID request, Instant at) implements HoldingsChange {}
}
