// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.hold.domain.HoldCommand.CancelRelease;
import io.temoin.retention.hold.domain.HoldCommand.PlaceHold;
import io.temoin.retention.hold.domain.HoldCommand.ProposeRelease;
import io.temoin.retention.hold.domain.HoldCommand.ReleaseHold;
import io.temoin.retention.hold.domain.HoldEvent.HoldPlaced;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleaseCancelled;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleaseProposed;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleased;
import io.temoin.retention.hold.domain.LegalHold.InForce;
import io.temoin.retention.hold.domain.LegalHold.Released;
import io.temoin.retention.hold.domain.LegalHold.Unplaced;
import java.util.List;

/**
 * When a legal hold is placed and released. To place one needs one person and no delay; to release
 * one needs two, who have both seen what would be destroyed the same night.
 */
public final class HoldDecider implements Decider<HoldCommand, LegalHold, HoldEvent> {

    @Override
    public LegalHold initialState() {
        return new Unplaced();
    }

    @Override
    public List<HoldEvent> decide(HoldCommand command, LegalHold state) {
        return switch (command) {
            case PlaceHold place -> place(place, state);
            case ProposeRelease propose -> propose(propose, inForce(state));
            case CancelRelease cancel -> cancel(cancel, inForce(state));
            case ReleaseHold release -> release(release, inForce(state));
        };
    }

    @Override
    public LegalHold evolve(LegalHold state, HoldEvent event) {
        return LegalHold.evolve(state, event);
    }

    /** What is said of a hold that does not exist, or not for the caller. */
    public static Rejected unknown() {
        return new Rejected(HoldProblem.HOLD_UNKNOWN, "No hold has this id.");
    }

    private static List<HoldEvent> place(PlaceHold command, LegalHold state) {
        if (!(state instanceof Unplaced)) {
            return List.of();
        }
        HoldCriteria criteria = command.criteria();
        if (command.covered() == 0 && !criteria.reachesBeyond(command.now())) {
            throw Rejected.at(
                    "/criteria",
                    HoldProblem.HOLD_WITHOUT_ITEMS,
                    "No item fulfils these criteria, so there is nothing to hold.");
        }
        return List.of(
                new HoldPlaced(
                        command.hold(),
                        command.controller(),
                        criteria.subject(),
                        criteria.items(),
                        criteria.campaign(),
                        criteria.purposes(),
                        criteria.endedFrom(),
                        criteria.endedBefore(),
                        command.covered(),
                        command.ground(),
                        command.authority(),
                        command.reference(),
                        command.by(),
                        command.organisation(),
                        command.now()));
    }

    private static InForce inForce(LegalHold state) {
        return switch (state) {
            case Unplaced _ -> throw unknown();
            case InForce inForce -> inForce;
            case Released _ ->
                    throw new Rejected(
                            HoldProblem.HOLD_RELEASED,
                            "The hold was released. Place a new one if its items are needed"
                                    + " again.");
        };
    }

    private static List<HoldEvent> propose(ProposeRelease command, InForce hold) {
        if (hold.proposal() != null) {
            throw new Rejected(
                    HoldProblem.RELEASE_ALREADY_PROPOSED,
                    "The release was proposed at %s; a second person decides on it."
                            .formatted(hold.proposal().proposedAt()));
        }
        ReleasePreview preview = current(command.seen(), command.preview());
        return List.of(
                new HoldReleaseProposed(
                        hold.placed().hold(),
                        hold.controller(),
                        command.by(),
                        command.organisation(),
                        command.ground(),
                        command.reference(),
                        preview.freed(),
                        preview.due(),
                        preview.dueBefore(),
                        preview.digest(),
                        command.now()));
    }

    private static List<HoldEvent> cancel(CancelRelease command, InForce hold) {
        proposal(hold);
        return List.of(
                new HoldReleaseCancelled(
                        hold.placed().hold(), hold.controller(), command.by(), command.now()));
    }

    private static List<HoldEvent> release(ReleaseHold command, InForce hold) {
        HoldReleaseProposed proposal = proposal(hold);
        if (proposal.proposedBy().equals(command.by())) {
            throw new Rejected(
                    HoldProblem.RELEASE_BY_PROPOSER,
                    "You proposed this release, so somebody else has to decide on it.");
        }
        if (!List.of(proposal.organisation(), command.organisation())
                .contains(hold.placed().organisation())) {
            throw new Rejected(
                    HoldProblem.RELEASE_OF_ANOTHER,
                    "One of the two people who release a hold must work for the organisation that"
                            + " placed it.");
        }
        ReleasePreview preview = current(command.seen(), command.preview());
        requireSeenByProposer(proposal, preview);
        return List.of(
                new HoldReleased(
                        hold.placed().hold(),
                        hold.controller(),
                        proposal.proposedBy(),
                        command.by(),
                        preview.freed(),
                        preview.due(),
                        preview.dueBefore(),
                        command.now()));
    }

    private static HoldReleaseProposed proposal(InForce hold) {
        HoldReleaseProposed proposal = hold.proposal();
        if (proposal == null) {
            throw new Rejected(
                    HoldProblem.RELEASE_NOT_PROPOSED, "Nobody has proposed to release this hold.");
        }
        return proposal;
    }

    private static void requireSeenByProposer(
            HoldReleaseProposed proposal, ReleasePreview preview) {
        if (!preview.digest().equals(proposal.digest())) {
            throw new Rejected(
                    HoldProblem.RELEASE_PREVIEW_OUTDATED,
                    "Other items would be destroyed than the person saw who proposed the release."
                            + " Turn the proposal down and have it made again.");
        }
    }

    /** The preview, if it is the one that the person has seen. */
    private static ReleasePreview current(String seen, ReleasePreview preview) {
        if (!preview.digest().equals(seen)) {
            throw Rejected.at(
                    "/preview",
                    HoldProblem.RELEASE_PREVIEW_OUTDATED,
                    "Other items would be destroyed than the preview showed. Request the preview"
                            + " again, and look at it.");
        }
        return preview;
    }
}
