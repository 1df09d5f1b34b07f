// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

import static io.temoin.retention.hold.domain.HoldProblem.HOLD_RELEASED;
import static io.temoin.retention.hold.domain.HoldProblem.HOLD_UNKNOWN;
import static io.temoin.retention.hold.domain.HoldProblem.HOLD_WITHOUT_ITEMS;
import static io.temoin.retention.hold.domain.HoldProblem.RELEASE_ALREADY_PROPOSED;
import static io.temoin.retention.hold.domain.HoldProblem.RELEASE_BY_PROPOSER;
import static io.temoin.retention.hold.domain.HoldProblem.RELEASE_NOT_PROPOSED;
import static io.temoin.retention.hold.domain.HoldProblem.RELEASE_OF_ANOTHER;
import static io.temoin.retention.hold.domain.HoldProblem.RELEASE_PREVIEW_OUTDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.hold.domain.HoldCommand.CancelRelease;
import io.temoin.retention.hold.domain.HoldCommand.PlaceHold;
import io.temoin.retention.hold.domain.HoldCommand.ProposeRelease;
import io.temoin.retention.hold.domain.HoldCommand.ReleaseHold;
import io.temoin.retention.hold.domain.HoldEvent.HoldPlaced;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleaseCancelled;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleaseProposed;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleased;
import io.temoin.retention.policy.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldDeciderTest {

    private static final UUID HOLD = UUID.fromString("01990000-0000-8000-8000-00000000000b");
    private static final String RHONE = "rhone-telecom";
    private static final String ANNE = "anne";
    private static final String BRUNO = "bruno";
    private static final Instant PLACED = Instant.parse("2027-05-20T08:00:00Z");
    private static final Instant PROPOSED = Instant.parse("2027-09-09T08:00:00Z");
    private static final Instant RELEASED = Instant.parse("2027-09-10T08:00:00Z");
    private static final Instant NIGHT = Instant.parse("2027-09-10T22:00:00Z");
    private static final ReleasePreview PREVIEW = new ReleasePreview(5, 3, 2, NIGHT, "d1");

    private final DeciderSpecification<HoldCommand, LegalHold, HoldEvent> hold =
            DeciderSpecification.of(new HoldDecider());

    private static HoldCriteria campaign(@Nullable Instant from, @Nullable Instant before) {
        return new HoldCriteria(
                List.of(), null, "fibre-autumn", List.of(Purpose.QUALITY), from, before);
    }

    private static PlaceHold place(HoldCriteria criteria, long covered) {
        return new PlaceHold(
                HOLD,
                RHONE,
                criteria,
                covered,
                HoldGround.LITIGATION,
                "Tribunal judiciaire de Lyon",
                "RG-27/04211",
                ANNE,
                RHONE,
                PLACED);
    }

    private static HoldPlaced placed() {
        return new HoldPlaced(
                HOLD,
                RHONE,
                null,
                List.of(),
                "fibre-autumn",
                List.of(Purpose.QUALITY),
                null,
                null,
                5,
                HoldGround.LITIGATION,
                "Tribunal judiciaire de Lyon",
                "RG-27/04211",
                ANNE,
                RHONE,
                PLACED);
    }

    private static ProposeRelease propose(String by, String seen) {
        return new ProposeRelease(
                by, RHONE, ReleaseGround.CASE_CLOSED, "RG-27/04211", seen, PREVIEW, PROPOSED);
    }

    private static HoldReleaseProposed proposed() {
        return new HoldReleaseProposed(
                HOLD,
                RHONE,
                ANNE,
                RHONE,
                ReleaseGround.CASE_CLOSED,
                "RG-27/04211",
                3,
                2,
                NIGHT,
                "d1",
                PROPOSED);
    }

    private static HoldReleased released() {
        return new HoldReleased(HOLD, RHONE, ANNE, BRUNO, 3, 2, NIGHT, RELEASED);
    }

    @Test
    void isPlacedByOnePersonAtOnce() {
        hold.given().when(place(campaign(null, null), 5)).then(placed());
        hold.given(placed()).when(place(campaign(null, null), 5)).thenNothing();
    }

    @Test
    void isNotPlacedOnNothing() {
        hold.given().when(place(campaign(null, null), 0)).thenRejected(HOLD_WITHOUT_ITEMS);
        hold.given().when(place(campaign(null, PLACED), 0)).thenRejected(HOLD_WITHOUT_ITEMS);
    }

    /** What a court orders kept from now on may not have been recorded yet. */
    @Test
    void isPlacedOnCallsThatAreStillToCome() {
        HoldPlaced later =
                new HoldPlaced(
                        HOLD,
                        RHONE,
                        null,
                        List.of(),
                        "fibre-autumn",
                        List.of(Purpose.QUALITY),
                        PLACED,
                        null,
                        0,
                        HoldGround.LITIGATION,
                        "Tribunal judiciaire de Lyon",
                        "RG-27/04211",
                        ANNE,
                        RHONE,
                        PLACED);
        hold.given().when(place(campaign(PLACED, null), 0)).then(later);
    }

    @Test
    void isReleasedByTwoPeople() {
        hold.given(placed()).when(propose(ANNE, "d1")).then(proposed());
        hold.given(placed(), proposed())
                .when(new ReleaseHold(BRUNO, RHONE, "d1", PREVIEW, RELEASED))
                .then(released());
    }

    @Test
    void isNotReleasedByWhoeverProposedIt() {
        hold.given(placed(), proposed())
                .when(new ReleaseHold(ANNE, RHONE, "d1", PREVIEW, RELEASED))
                .thenRejected(RELEASE_BY_PROPOSER);
    }

    @Test
    void isNotReleasedWithoutAProposal() {
        hold.given(placed())
                .when(new ReleaseHold(BRUNO, RHONE, "d1", PREVIEW, RELEASED))
                .thenRejected(RELEASE_NOT_PROPOSED);
        hold.given(placed())
                .when(new CancelRelease(BRUNO, RELEASED))
                .thenRejected(RELEASE_NOT_PROPOSED);
    }

    @Test
    void isReleasedOnlyByThoseWhoHaveSeenWhatWouldGo() {
        hold.given(placed())
                .when(propose(ANNE, "of yesterday"))
                .thenRejected(RELEASE_PREVIEW_OUTDATED);
        hold.given(placed(), proposed())
                .when(new ReleaseHold(BRUNO, RHONE, "of yesterday", PREVIEW, RELEASED))
                .thenRejected(RELEASE_PREVIEW_OUTDATED);
    }

    /** Weeks later, more is due than the proposer has seen, whatever the other one looks at. */
    @Test
    void isNotReleasedWhenMoreWouldGoThanTheProposerHasSeen() {
        var later = new ReleasePreview(5, 3, 3, NIGHT, "d2");
        hold.given(placed(), proposed())
                .when(new ReleaseHold(BRUNO, RHONE, "d2", later, RELEASED))
                .thenRejected(RELEASE_PREVIEW_OUTDATED);
    }

    /** The tenant's own people may hold for a controller, and help release; not alone. */
    @Test
    void isReleasedWithSomebodyOfTheOrganisationThatPlacedIt() {
        var byStranger =
                new HoldReleaseProposed(
                        HOLD,
                        RHONE,
                        ANNE,
                        "helios",
                        ReleaseGround.CASE_CLOSED,
                        "RG-27/04211",
                        3,
                        2,
                        NIGHT,
                        "d1",
                        PROPOSED);
        hold.given(placed(), byStranger)
                .when(new ReleaseHold(BRUNO, "helios", "d1", PREVIEW, RELEASED))
                .thenRejected(RELEASE_OF_ANOTHER);
        hold.given(placed(), byStranger)
                .when(new ReleaseHold(BRUNO, RHONE, "d1", PREVIEW, RELEASED))
                .then(released());
        hold.given(placed(), proposed())
                .when(new ReleaseHold(BRUNO, "helios", "d1", PREVIEW, RELEASED))
                .then(released());
    }

    @Test
    void aCancelledProposalLeavesItInForceAndMayBeMadeAgain() {
        var cancelled = new HoldReleaseCancelled(HOLD, RHONE, BRUNO, RELEASED);
        hold.given(placed(), proposed()).when(new CancelRelease(BRUNO, RELEASED)).then(cancelled);
        hold.given(placed(), proposed(), cancelled).when(propose(ANNE, "d1")).then(proposed());
        hold.given(placed(), proposed(), cancelled)
                .when(new ReleaseHold(BRUNO, RHONE, "d1", PREVIEW, RELEASED))
                .thenRejected(RELEASE_NOT_PROPOSED);
    }

    @Test
    void aSecondProposalIsRefused() {
        hold.given(placed(), proposed())
                .when(propose(BRUNO, "d1"))
                .thenRejected(RELEASE_ALREADY_PROPOSED);
    }

    @Test
    void aReleasedHoldStaysReleased() {
        hold.given(placed(), proposed(), released())
                .when(propose(ANNE, "d1"))
                .thenRejected(HOLD_RELEASED);
        hold.given(placed(), proposed(), released())
                .when(new CancelRelease(BRUNO, RELEASED))
                .thenRejected(HOLD_RELEASED);
        hold.given(placed(), proposed(), released())
                .when(new ReleaseHold(BRUNO, RHONE, "d1", PREVIEW, RELEASED))
                .thenRejected(HOLD_RELEASED);
    }

    @Test
    void nothingIsAskedOfAHoldThatDoesNotExist() {
        hold.given().when(propose(ANNE, "d1")).thenRejected(HOLD_UNKNOWN);
    }

    /** What happened, happened: no order of events makes the fold fail or revive a hold. */
    @Test
    void nothingRevivesAReleasedHold() {
        var decider = new HoldDecider();
        var cancelled = new HoldReleaseCancelled(HOLD, RHONE, BRUNO, RELEASED);
        LegalHold gone = decider.replay(List.of(placed(), proposed(), released()));
        LegalHold unplaced = decider.initialState();

        for (HoldEvent late : List.of(proposed(), cancelled, released())) {
            assertThat(decider.evolve(gone, late)).isEqualTo(gone);
            assertThat(decider.evolve(unplaced, late)).isEqualTo(unplaced);
        }
    }
}
