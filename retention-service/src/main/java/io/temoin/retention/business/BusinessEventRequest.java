// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Uuids;
import io.temoin.retention.engine.domain.BusinessEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of the business of a call: of one recording, or of a call with all its recordings.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BusinessEventRequest")
record BusinessEventRequest(
        @Schema(
                        required = true,
                        enumeration = {"PROPOSAL_MADE", "PROPOSAL_REFUSED", "CONTRACT_SIGNED"})
                @Nullable String event,
        @Schema(
                        required = true,
                        format = "date-time",
                        description = "When it happened (RFC 3339), not when it is reported.")
                @Nullable String at,
        @Schema(
                        format = "uuid",
                        description =
                                "A single recording, given instead of decision and controller.")
                @Nullable String recording,
        @Schema(
                        format = "uuid",
                        description =
                                "A call, by its call decision: covers all its recordings, including"
                                        + " those stored later.")
                @Nullable String decision,
        @Schema(
                        pattern = "^[a-z0-9][a-z0-9-]{0,62}$",
                        description = "On whose behalf the call was made; only with decision.")
                @Nullable String controller) {

    private static final Pattern CONTROLLER = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** Two clocks are never quite the same. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    /** Whose business it is. */
    sealed interface Target {
        /** Of one recording. */
        record OneRecording(UUID recording) implements Target {}

        /** Of a call, whatever recordings there are. */
        record WholeCall(UUID decision, String controller) implements Target {}
    }

    BusinessEvent parsedEvent() {
        for (BusinessEvent known : BusinessEvent.values()) {
            if (known.name().equals(event)) {
                return known;
            }
        }
        throw ChassisProblem.REQUEST_INVALID.at(
                "/event", "event must be PROPOSAL_MADE, PROPOSAL_REFUSED or CONTRACT_SIGNED.");
    }

    Instant parsedAt(Instant now) {
        Instant parsed = instant();
        if (parsed.isAfter(now.plus(SKEW))) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/at", "at is in the future; report an event only after it has happened.");
        }
        return parsed;
    }

    private Instant instant() {
        try {
            if (at != null) {
                return OffsetDateTime.parse(at).toInstant().truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException _) {
            // Refused below, like a missing one.
        }
        throw ChassisProblem.REQUEST_INVALID.at(
                "/at", "at must be a date and time with offset, such as 2026-11-24T09:00:00Z.");
    }

    Target target() {
        if (recording != null) {
            refuseBeside("/decision", decision);
            refuseBeside("/controller", controller);
            return new Target.OneRecording(uuid("/recording", recording));
        }
        if (decision == null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/recording", "State a recording, or a decision and its controller.");
        }
        UUID call = uuid("/decision", decision);
        if (controller == null || !CONTROLLER.matcher(controller).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/controller", "With a decision, name the controller of the call.");
        }
        return new Target.WholeCall(call, controller);
    }

    private static void refuseBeside(String pointer, @Nullable String value) {
        if (value != null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "Omit this field if you state a recording.");
        }
    }

    private static UUID uuid(String pointer, String value) {
        UUID parsed = Uuids.parse(value);
        if (parsed == null) {
            throw ChassisProblem.REQUEST_INVALID.at(pointer, "This is not a UUID.");
        }
        return parsed;
    }
}
