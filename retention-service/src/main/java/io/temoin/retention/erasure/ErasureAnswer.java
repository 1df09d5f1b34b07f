// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.erasure.domain.ErasedItems;
import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.erasure.domain.Erasure.Complete;
import io.temoin.retention.erasure.domain.Erasure.Undecided;
import io.temoin.retention.erasure.domain.Erasure.WithOwners;
import io.temoin.retention.erasure.domain.Erasure.WithTrail;
import io.temoin.retention.erasure.domain.ErasureSummary;
import io.temoin.retention.erasure.domain.KeptItems;
import io.temoin.retention.erasure.domain.TrailOutcome;
import io.temoin.retention.rights.ErasureState;
import io.temoin.retention.rights.domain.ErasureGround;
import io.temoin.retention.rights.domain.RequestEvent.ErasureDecided;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The erasure that answers a request: what it would do, does or did. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "RequestErasure",
        requiredProperties = {"request", "state", "going", "erased", "kept"})
public record ErasureAnswer(
        UUID request,
        ErasureState state,
        @Nullable ErasureGround ground,
        @Schema(description = "What is not destroyed yet, though nothing outranks the erasure.")
                List<ErasedItems> going,
        @Schema(description = "What is destroyed; as of now until the erasure is complete.")
                List<ErasedItems> erased,
        @Schema(description = "What stays, and why (GDPR art. 17(3)).") List<KeptItems> kept,
        @Nullable TrailOutcome trail,
        @Schema(description = "When the last entry goes that the trail keeps to its period.")
                @Nullable LocalDate trailUntil,
        @Nullable Instant begunAt,
        @Nullable Instant completedAt) {

    /**
     * As it is now.
     *
     * @param decided the decision, of an erasure that may not have begun yet
     * @param now the person's items
     */
    static ErasureAnswer of(
            UUID request, Erasure erasure, @Nullable ErasureDecided decided, ErasureSummary now) {
        return switch (erasure) {
            case Undecided _ when decided != null ->
                    open(
                            request,
                            ErasureState.WITH_OWNERS,
                            decided.ground(),
                            now,
                            decided.decidedAt());
            case Undecided _ -> open(request, ErasureState.UNDECIDED, null, now, null);
            case WithOwners(var begun) ->
                    open(request, ErasureState.WITH_OWNERS, begun.ground(), now, begun.begunAt());
            case WithTrail(var asked) ->
                    new ErasureAnswer(
                            request,
                            ErasureState.WITH_TRAIL,
                            asked.ground(),
                            List.of(),
                            asked.erased(),
                            asked.kept(),
                            null,
                            null,
                            null,
                            null);
            case Complete(var done) ->
                    new ErasureAnswer(
                            request,
                            ErasureState.COMPLETE,
                            null,
                            List.of(),
                            done.erased(),
                            done.kept(),
                            done.trail(),
                            done.trailUntil(),
                            null,
                            done.completedAt());
        };
    }

    private static ErasureAnswer open(
            UUID request,
            ErasureState state,
            @Nullable ErasureGround ground,
            ErasureSummary now,
            @Nullable Instant begunAt) {
        return new ErasureAnswer(
                request,
                state,
                ground,
                now.going(),
                now.gone(),
                now.kept(),
                null,
                null,
                begunAt,
                null);
    }
}
