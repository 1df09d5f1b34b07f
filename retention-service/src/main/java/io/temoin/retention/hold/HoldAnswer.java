// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.hold.domain.HoldDecider;
import io.temoin.retention.hold.domain.HoldEvent.HoldPlaced;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleaseProposed;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleased;
import io.temoin.retention.hold.domain.HoldGround;
import io.temoin.retention.hold.domain.LegalHold;
import io.temoin.retention.hold.domain.LegalHold.InForce;
import io.temoin.retention.hold.domain.LegalHold.Released;
import io.temoin.retention.hold.domain.LegalHold.Unplaced;
import io.temoin.retention.hold.domain.ReleaseGround;
import io.temoin.retention.policy.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold as of now.
 *
 * @param covered how many items it covered when it was placed; getHoldItems lists those of now
 * @param placedBy pseudonym of the person who placed it
 * @param organisation that this person works for; one of those who release it works there, too
 * @param proposal of its release, while a second person has not decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "LegalHold")
public record HoldAnswer(
        UUID id,
        String controller,
        Criteria criteria,
        HoldGround ground,
        String authority,
        String reference,
        HoldState state,
        long covered,
        String placedBy,
        String organisation,
        Instant placedAt,
        @Nullable Proposal proposal,
        @Nullable Release release) {

    /** Which items it covers: those that fulfil each criterion that is there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HeldCriteria")
    public record Criteria(
            @Nullable List<UUID> items,
            @Nullable String subject,
            @Nullable String campaign,
            @Nullable List<Purpose> purposes,
            @Nullable Instant endedFrom,
            @Nullable Instant endedBefore) {

        static Criteria of(HoldPlaced placed) {
            return new Criteria(
                    placed.items().isEmpty() ? null : placed.items(),
                    placed.subject(),
                    placed.campaign(),
                    placed.purposes().isEmpty() ? null : placed.purposes(),
                    placed.endedFrom(),
                    placed.endedBefore());
        }
    }

    /**
     * Who proposed the release, and what it would have led to then.
     *
     * @param freed how many items no other hold covered
     * @param due how many of them would have been destroyed before {@code dueBefore}
     */
    @Schema(name = "HoldReleaseProposal")
    public record Proposal(
            String by,
            String organisation,
            ReleaseGround ground,
            String reference,
            long freed,
            long due,
            Instant dueBefore,
            Instant at) {

        static @Nullable Proposal of(@Nullable HoldReleaseProposed event) {
            return event == null
                    ? null
                    : new Proposal(
                            event.proposedBy(),
                            event.organisation(),
                            event.ground(),
                            event.reference(),
                            event.freed(),
                            event.due(),
                            event.dueBefore(),
                            event.proposedAt());
        }
    }

    /** Who released it. */
    @Schema(name = "HoldRelease")
    public record Release(
            String proposedBy, String by, long freed, long due, Instant dueBefore, Instant at) {

        static Release of(HoldReleased event) {
            return new Release(
                    event.proposedBy(),
                    event.releasedBy(),
                    event.freed(),
                    event.due(),
                    event.dueBefore(),
                    event.releasedAt());
        }
    }

    static HoldAnswer of(LegalHold hold) {
        return switch (hold) {
            case Unplaced _ -> throw HoldDecider.unknown();
            case InForce(var placed, var proposal) ->
                    of(
                            placed,
                            proposal == null ? HoldState.IN_FORCE : HoldState.RELEASE_PROPOSED,
                            Proposal.of(proposal),
                            null);
            case Released(var placed, var release) ->
                    of(placed, HoldState.RELEASED, null, Release.of(release));
        };
    }

    private static HoldAnswer of(
            HoldPlaced placed,
            HoldState state,
            @Nullable Proposal proposal,
            @Nullable Release release) {
        return new HoldAnswer(
                placed.hold(),
                placed.controller(),
                Criteria.of(placed),
                placed.ground(),
                placed.authority(),
                placed.reference(),
                state,
                placed.covered(),
                placed.placedBy(),
                placed.organisation(),
                placed.placedAt(),
                proposal,
                release);
    }
}
