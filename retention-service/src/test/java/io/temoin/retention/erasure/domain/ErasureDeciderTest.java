// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.erasure.domain.ErasureCommand.BeginErasure;
import io.temoin.retention.erasure.domain.ErasureCommand.NoteOwnersDone;
import io.temoin.retention.erasure.domain.ErasureCommand.NoteTrail;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureBegun;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureCompleted;
import io.temoin.retention.erasure.domain.ErasureEvent.TrailErasureRequested;
import io.temoin.retention.rights.domain.ErasureGround;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.schedule.domain.KeepingCause;
import io.temoin.retention.schedule.domain.ListedKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owners first, the trail last, and each step once. */
class ErasureDeciderTest {

    private static final Instant NOW = Instant.parse("2026-12-10T09:00:00Z");
    private static final LocalDate UNTIL = LocalDate.of(2027, 12, 10);
    private static final List<ErasedItems> ERASED =
            List.of(new ErasedItems(ListedKind.RECORDING, 2));
    private static final List<KeptItems> KEPT =
            List.of(
                    new KeptItems(
                            ListedKind.RECORDING,
                            1,
                            KeepingCause.STATUTORY_MINIMUM,
                            RefusalGround.LEGAL_OBLIGATION,
                            LocalDate.of(2028, 11, 24),
                            "C. assurances art. R.112-7"));

    private final DeciderSpecification<ErasureCommand, Erasure, ErasureEvent> erasure =
            DeciderSpecification.of(new ErasureDecider());

    private static BeginErasure begin() {
        return new BeginErasure(
                REQUEST,
                RHONE,
                PERSON,
                Intake.Way.LETTER,
                RECEIVED,
                ErasureGround.NO_LONGER_NECESSARY,
                ERASED,
                KEPT,
                NOW);
    }

    private static ErasureBegun begun() {
        return new ErasureBegun(
                REQUEST,
                RHONE,
                PERSON,
                Intake.Way.LETTER,
                RECEIVED,
                ErasureGround.NO_LONGER_NECESSARY,
                ERASED,
                KEPT,
                NOW);
    }

    private static TrailErasureRequested trail() {
        return new TrailErasureRequested(
                REQUEST, RHONE, PERSON, ErasureGround.NO_LONGER_NECESSARY, ERASED, KEPT, NOW);
    }

    private static ErasureCompleted completed(TrailOutcome outcome, LocalDate until) {
        return new ErasureCompleted(REQUEST, RHONE, PERSON, ERASED, KEPT, outcome, until, NOW);
    }

    private static NoteOwnersDone ownersDone() {
        return new NoteOwnersDone(ERASED, KEPT, NOW);
    }

    @Test
    void beginsOnce() {
        erasure.given().when(begin()).then(begun());
        erasure.given(begun()).when(begin()).thenNothing();
        erasure.given(begun(), trail()).when(begin()).thenNothing();
        erasure.given(begun(), trail(), completed(TrailOutcome.ERASED, null))
                .when(begin())
                .thenNothing();
    }

    @Test
    void asksTheTrailToForgetOnceTheOwnersAreDone() {
        erasure.given(begun()).when(ownersDone()).then(trail());
        erasure.given(begun(), trail()).when(ownersDone()).thenNothing();
        erasure.given(begun(), trail(), completed(TrailOutcome.ERASED, null))
                .when(ownersDone())
                .thenNothing();
    }

    @Test
    void isCompleteWhenTheTrailHasForgotten() {
        erasure.given(begun(), trail())
                .when(new NoteTrail(TrailOutcome.ERASED, null, NOW))
                .then(completed(TrailOutcome.ERASED, null));
        erasure.given(begun(), trail(), completed(TrailOutcome.ERASED, null))
                .when(new NoteTrail(TrailOutcome.ERASED, null, NOW))
                .thenNothing();
    }

    @Test
    void saysUntilWhenTheTrailKeepsWhatAnotherControllerNeeds() {
        erasure.given(begun(), trail())
                .when(new NoteTrail(TrailOutcome.LEFT_TO_ITS_PERIOD, UNTIL, NOW))
                .then(completed(TrailOutcome.LEFT_TO_ITS_PERIOD, UNTIL));
    }

    /** What comes before its turn, or of an erasure that nobody here decided, changes nothing. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void forgetsNothingOutOfTurn(boolean isBegun) {
        ErasureEvent[] before = isBegun ? new ErasureEvent[] {begun()} : new ErasureEvent[0];
        erasure.given(before).when(new NoteTrail(TrailOutcome.ERASED, null, NOW)).thenNothing();
        if (!isBegun) {
            erasure.given().when(ownersDone()).thenNothing();
        }
    }
}
