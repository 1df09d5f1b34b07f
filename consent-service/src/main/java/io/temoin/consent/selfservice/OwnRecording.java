// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.holdings.HeldListening;
import io.temoin.consent.holdings.HeldRecording;
import io.temoin.consent.holdings.Holdings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A recording of a call with the person.
 *
 * @param by who recorded the call
 * @param purposes what it is kept for
 * @param keptUntil the last day on which it is there; absent while that waits for something
 * @param destroyedAt when it was destroyed; absent while it is there
 * @param listenings who was allowed to listen
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "OwnRecording",
        requiredProperties = {"id", "by", "purposes", "endedAt", "listenings"})
record OwnRecording(
        UUID id,
        String by,
        List<String> purposes,
        Instant endedAt,
        @Nullable LocalDate keptUntil,
        @Nullable Instant destroyedAt,
        List<Listening> listenings) {

    /**
     * Somebody was allowed to listen.
     *
     * @param role in which they listen; absent if only the playback is known, like organisation,
     *     reason and grantedAt
     * @param purpose what for
     * @param reason why, by its code
     * @param heardAt when sound was last sent; absent when none was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "OwnListening",
            requiredProperties = {"purpose"})
    record Listening(
            @Nullable String role,
            @Nullable String organisation,
            String purpose,
            @Nullable String reason,
            @Nullable Instant grantedAt,
            @Nullable Instant heardAt) {

        static Listening of(HeldListening held) {
            return new Listening(
                    held.role(),
                    held.organisation(),
                    held.purpose(),
                    held.reason(),
                    held.grantedAt(),
                    held.lastHeardAt());
        }
    }

    static List<OwnRecording> of(Holdings holdings) {
        return holdings.recordings().stream().map(one -> of(one, holdings.listenings())).toList();
    }

    private static OwnRecording of(HeldRecording held, List<HeldListening> listenings) {
        return new OwnRecording(
                held.recording(),
                held.processor(),
                held.purposes(),
                held.endedAt(),
                held.erasedAt() == null ? held.dueOn() : null,
                held.erasedAt(),
                listenings.stream()
                        .filter(one -> one.recording().equals(held.recording()))
                        .map(Listening::of)
                        .toList());
    }
}
