// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.disposition.DispositionRunQueries.KindProgress;
import io.temoin.retention.disposition.DispositionRunQueries.Known;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param found how many items were due when it began; absent before
 * @param ordered how many were ordered destroyed
 * @param confirmed how many their services have destroyed
 * @param refused how many their services did not destroy; they are ordered again the next day
 * @param kinds the same for each kind of items
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DispositionRunProgress")
public record RunProgressAnswer(
        UUID id,
        State state,
        Instant requestedAt,
        @Nullable Instant completedAt,
        @Nullable Integer found,
        int ordered,
        int confirmed,
        int refused,
        List<Kind> kinds) {

    /** Whether everything that was due is ordered. */
    @Schema(name = "DispositionRunState")
    public enum State {
        /** It waits, or is under way. */
        RUNNING,
        /** Everything that was due is ordered. */
        COMPLETED
    }

    /** How far it is with one kind of items. */
    @Schema(name = "DispositionRunKind")
    public record Kind(
            @Schema(pattern = "^[A-Z][A-Z_]{0,62}$") String kind,
            int ordered,
            int confirmed,
            int refused) {}

    static RunProgressAnswer of(UUID id, Known known, List<KindProgress> kinds) {
        return new RunProgressAnswer(
                id,
                known.completedAt() == null ? State.RUNNING : State.COMPLETED,
                known.requestedAt(),
                known.completedAt(),
                known.found(),
                kinds.stream().mapToInt(KindProgress::ordered).sum(),
                kinds.stream().mapToInt(KindProgress::confirmed).sum(),
                kinds.stream().mapToInt(KindProgress::refused).sum(),
                kinds.stream()
                        .map(
                                each ->
                                        new Kind(
                                                each.kind(),
                                                each.ordered(),
                                                each.confirmed(),
                                                each.refused()))
                        .toList());
    }
}
