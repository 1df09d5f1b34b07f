// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.RecordedCall;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeFulfilled;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.RetentionPreview;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@link RecordingResource} answers with. */
public final class RecordingAnswers {

    /** Codes that another service may add to. */
    private static final String CODE = "^[A-Z][A-Z0-9_]{0,62}$";

    /** Where a recording is in its life. */
    @Schema(name = "RecordingState")
    public enum State {
        REGISTERED,
        BARRED,
        STORED,
        QUARANTINED,
        ERASED
    }

    /**
     * A purpose of a recording.
     *
     * @param keepFor what the person was promised (ISO 8601 period)
     * @param from the event the period runs from
     * @param fulfilledAt when it was fulfilled
     * @param lapsedAt since when it is over by the retention rules
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RecordingPurpose")
    public record Purpose(
            @Schema(pattern = CODE) String purpose,
            @Schema(format = "duration") @Nullable String keepFor,
            @Schema(pattern = CODE) @Nullable String from,
            @Nullable Instant fulfilledAt,
            @Nullable Instant lapsedAt) {}

    /** A recording in a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ListedRecording")
    public record Item(
            UUID id,
            State state,
            String controller,
            String processor,
            String subject,
            List<String> purposes,
            List<String> fulfilled,
            Instant startedAt,
            Instant endedAt,
            @Nullable Long length,
            @Nullable Instant storedAt,
            @Nullable Instant erasedAt) {

        static Item of(RecordingView.Row row) {
            return new Item(
                    row.recording,
                    State.valueOf(row.state),
                    row.controller,
                    row.processor,
                    row.subject,
                    Arrays.asList(row.purposes),
                    Arrays.asList(row.fulfilled),
                    row.startedAt,
                    row.endedAt,
                    row.length,
                    row.storedAt,
                    row.erasedAt);
        }
    }

    /** A part of the list; the form of what {@code listRecordings} gives. */
    @Schema(name = "RecordingPage")
    public record Items(List<Item> items, @Nullable String next) {}

    /**
     * One recording.
     *
     * @param restricted whether a request of the person restricts it: it may be heard for a legal
     *     claim only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Recording")
    public record Detail(
            UUID id,
            State state,
            String controller,
            String processor,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            List<Purpose> purposes,
            Instant startedAt,
            Instant endedAt,
            @Nullable Long length,
            @Nullable String sha256,
            @Nullable String mediaType,
            @Nullable Quarantine quarantine,
            boolean restricted,
            @Nullable Instant erasedAt,
            @Schema(pattern = CODE) @Nullable String basis) {

        /**
         * Why nobody hears it any more.
         *
         * @param eraseBy when it has to be gone, unless a law or a hold keeps it; absent when there
         *     is no audio
         */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(name = "RecordingQuarantine")
        public record Quarantine(QuarantineReason reason, @Nullable Instant eraseBy) {}

        /** Rejects what does not exist for the requester. */
        static Detail of(Recording recording, Requester requester) {
            if (!(recording instanceof Known known)
                    || !requester.sees(known.call().controller(), known.call().processor())) {
                throw new Rejected(RecordingProblem.RECORDING_UNKNOWN, "No recording has this id.");
            }
            return switch (known) {
                case Registered _ -> of(known, State.REGISTERED, null, null, null);
                case Barred(_, _, var because) ->
                        of(
                                known,
                                State.BARRED,
                                null,
                                because == null ? null : new Quarantine(because, null),
                                null);
                case Stored stored -> of(known, State.STORED, stored, null, null);
                case Quarantined(var stored, var reason, var by) ->
                        of(known, State.QUARANTINED, stored, new Quarantine(reason, by), null);
                case Erased erased -> of(known, State.ERASED, null, null, erased);
            };
        }

        private static Detail of(
                Known known,
                State state,
                @Nullable Stored stored,
                @Nullable Quarantine quarantine,
                @Nullable Erased erased) {
            RecordedCall call = known.call();
            return new Detail(
                    known.id().value(),
                    state,
                    call.controller().value(),
                    call.processor().value(),
                    call.subject().value(),
                    call.decision(),
                    call.consent(),
                    purposes(call, stored),
                    call.startedAt(),
                    call.endedAt(),
                    stored == null ? null : stored.audio().length(),
                    stored == null ? null : stored.audio().sha256(),
                    stored == null ? null : stored.audio().mediaType(),
                    quarantine,
                    erased == null && call.isRestricted(),
                    erased == null ? null : erased.at(),
                    erased == null ? null : erased.basis());
        }

        private static List<Purpose> purposes(RecordedCall call, @Nullable Stored stored) {
            Map<PurposeCode, Instant> fulfilled = stored == null ? Map.of() : stored.fulfilled();
            Map<PurposeCode, Instant> lapsed = stored == null ? Map.of() : stored.lapsed();
            return call.purposes().stream()
                    .map(
                            code -> {
                                Optional<RetentionPreview> promised =
                                        call.retention().stream()
                                                .filter(kept -> kept.purpose().equals(code))
                                                .findFirst();
                                return new Purpose(
                                        code.value(),
                                        promised.map(kept -> kept.keepFor().toString())
                                                .orElse(null),
                                        promised.map(RetentionPreview::from).orElse(null),
                                        fulfilled.get(code),
                                        lapsed.get(code));
                            })
                    .toList();
        }
    }

    /** A purpose that is fulfilled. */
    public record Fulfilment(
            UUID recording, @Schema(pattern = CODE) String purpose, Instant fulfilledAt) {}

    private RecordingAnswers() {}

    /** When a purpose was fulfilled: now, or at the first time it was said. */
    static Instant fulfilledAt(
            PurposeCode purpose, CommandOutcome<Recording, RecordingEvent> decision) {
        if (!decision.newEvents().isEmpty()
                && decision.only().event() instanceof PurposeFulfilled event) {
            return event.at();
        }
        Instant earlier =
                decision.state() instanceof Stored stored ? stored.fulfilled().get(purpose) : null;
        if (earlier != null) {
            return earlier;
        }
        throw new IllegalStateException("a fulfilled purpose has a date");
    }
}
