// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.ID;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.erased;
import static io.temoin.recording.lifecycle.domain.Calls.fulfilled;
import static io.temoin.recording.lifecycle.domain.Calls.quarantined;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.PurposeCode.EVALUATION;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;
import static io.temoin.recording.lifecycle.domain.PurposeCode.TRAINING;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EndAccess;
import io.temoin.recording.lifecycle.domain.RecordingCommand.FulfilPurpose;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeLapsed;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Purposes that are over by the retention rules. */
class LapsedPurposeDeciderTest {

    private static final Instant OVER = Instant.parse("2026-11-24T10:04:30Z");

    private final DeciderSpecification<RecordingCommand, Recording, RecordingEvent> recording =
            DeciderSpecification.of(new RecordingDecider(Calls.PARIS));

    private static RecordingCommand end(PurposeCode purpose) {
        return new EndAccess(purpose, OVER, NOW);
    }

    private static RecordingEvent lapsed(PurposeCode purpose) {
        return new PurposeLapsed(
                ID, CONTROLLER, Calls.SUBJECT, Calls.DECISION, Calls.CONSENT, purpose, OVER, NOW);
    }

    @Test
    void lapseOnce() {
        recording.given(registered(), stored()).when(end(TRAINING)).then(lapsed(TRAINING));
        recording.given(registered(), stored(), lapsed(TRAINING)).when(end(TRAINING)).thenNothing();
    }

    /** Or it would serve them again once the restriction is lifted. */
    @Test
    void lapseWhileTheRecordingIsRestricted() {
        recording
                .given(registered(), stored(), RestrictionTest.restricted(Calls.uuid(31)))
                .when(end(TRAINING))
                .then(lapsed(TRAINING));
    }

    @Test
    void lapseOneByOne() {
        recording
                .given(registered(), stored(), lapsed(TRAINING))
                .when(end(QUALITY))
                .then(lapsed(QUALITY));
    }

    @Test
    void doNotLapseWhenTheyAreOverAnywayOrWereNone() {
        recording
                .given(registered(), stored(), fulfilled(TRAINING))
                .when(end(TRAINING))
                .thenNothing();
        recording.given(registered(), stored()).when(end(EVALUATION)).thenNothing();
        recording.given(registered()).when(end(TRAINING)).thenNothing();
        recording.given().when(end(TRAINING)).thenNothing();
        recording.given(registered(), stored(), erased(1_000)).when(end(TRAINING)).thenNothing();
        recording
                .given(registered(), stored(), quarantined(QuarantineReason.MINOR))
                .when(end(TRAINING))
                .thenNothing();
    }

    /** Retention-service hears of it, and whoever asks is told when it was. */
    @Test
    void canBeFulfilledStill() {
        recording
                .given(registered(), stored(), lapsed(QUALITY))
                .when(new FulfilPurpose(QUALITY, Calls.of(CONTROLLER, Role.DPO), NOW))
                .then(fulfilled(QUALITY));
    }

    /** What nobody hears any more is set apart all the same: it goes sooner by that. */
    @Test
    void doNotKeepARecordingFromBeingSetApart() {
        recording
                .given(registered(), stored(), lapsed(TRAINING), lapsed(QUALITY))
                .when(new HonourSubjectAct(Calls.FLAG, NOW))
                .then(quarantined(QuarantineReason.MINOR));
    }
}
