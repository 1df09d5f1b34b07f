// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.AUDIO_EMPTY;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.AUDIO_TOO_LARGE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.CALL_TIMES_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.CONTENT_TYPE_UNSUPPORTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ID_INVALID;

import io.quarkus.security.ForbiddenException;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Uuids;
import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.Role;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an upload says of itself before its body: checked whole, so that nothing is read of a
 * request that cannot succeed.
 */
record UploadRequest(
        Caller caller,
        RecordingId recording,
        @Nullable String receipt,
        @Nullable String notice,
        Instant startedAt,
        Instant endedAt) {

    /** The one format that is kept; its other names mean the same. */
    static final String MEDIA_TYPE = "audio/wav";

    /** RFC 9562 §5.9, §5.10: the ids of nothing. */
    private static final UUID NIL = new UUID(0, 0);

    private static final UUID MAX = new UUID(-1, -1);

    private static final Set<String> WAVE =
            Set.of(MEDIA_TYPE, "audio/x-wav", "audio/wave", "audio/vnd.wave");

    static UploadRequest of(RoutingContext context, Caller caller, long longest) {
        if (!caller.has(Role.RECORDER.token())) {
            throw new ForbiddenException();
        }
        HttpServerRequest request = context.request();
        RecordingId recording = recording(context.pathParam("id"));
        requireWave(request.getHeader("Content-Type"));
        requireLength(request.getHeader("Content-Length"), longest);
        return new UploadRequest(
                caller,
                recording,
                request.getHeader(CallReceiptReader.HEADER),
                request.getHeader(NoticeReceiptReader.HEADER),
                instant(request, "Recording-Started-At"),
                instant(request, "Recording-Ended-At"));
    }

    private static RecordingId recording(@Nullable String id) {
        UUID uuid = Uuids.parse(id);
        if (uuid != null && !uuid.equals(NIL) && !uuid.equals(MAX)) {
            return new RecordingId(uuid);
        }
        throw Rejected.at(
                "id",
                RECORDING_ID_INVALID,
                "The id of a recording must be a unique UUID, and neither the nil nor the max"
                        + " UUID.");
    }

    private static void requireWave(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0];
        if (!WAVE.contains(type.strip().toLowerCase(Locale.ROOT))) {
            throw Rejected.at(
                    "Content-Type",
                    CONTENT_TYPE_UNSUPPORTED,
                    "Recordings are accepted as audio/wav only.");
        }
    }

    private static void requireLength(@Nullable String contentLength, long longest) {
        long length = contentLength == null ? 1 : Long.parseLong(contentLength);
        if (length == 0) {
            throw new Rejected(AUDIO_EMPTY, "The body is empty.");
        }
        if (length > longest) {
            throw new Rejected(AUDIO_TOO_LARGE, "The audio exceeds the maximum size.");
        }
    }

    private static Instant instant(HttpServerRequest request, String header) {
        String value = request.getHeader(header);
        try {
            if (value != null) {
                return OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException _) {
            throw Rejected.at(header, CALL_TIMES_INVALID, "Expected an RFC 3339 date and time.");
        }
        throw Rejected.at(header, CALL_TIMES_INVALID, "State when the recording began and ended.");
    }
}
