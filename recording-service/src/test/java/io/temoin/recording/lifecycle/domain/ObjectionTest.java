// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.AUDIO;
import static io.temoin.recording.lifecycle.domain.Calls.BY_LAW;
import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.KEY;
import static io.temoin.recording.lifecycle.domain.Calls.NOTICE;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.PERMISSION;
import static io.temoin.recording.lifecycle.domain.Calls.PROOF;
import static io.temoin.recording.lifecycle.domain.Calls.SAID;
import static io.temoin.recording.lifecycle.domain.Calls.STARTED;
import static io.temoin.recording.lifecycle.domain.Calls.act;
import static io.temoin.recording.lifecycle.domain.Calls.ended;
import static io.temoin.recording.lifecycle.domain.Calls.erased;
import static io.temoin.recording.lifecycle.domain.Calls.quarantined;
import static io.temoin.recording.lifecycle.domain.Calls.refused;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.ORDER;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.honour;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.kept;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.life;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.mixed;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.onConsent;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.permitted;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.upload;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;
import static io.temoin.recording.lifecycle.domain.PurposeCode.TRAINING;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.CONSENT_WITHDRAWN;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.MINOR;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.OBJECTED;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.OPTED_OUT;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OBJECTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OPTED_OUT;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EraseRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.FulfilPurpose;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingCommand.StoreRecording;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an objection and an opt-out end of a recording, whichever comes first. */
class ObjectionTest {

    private final RecordingDecider decider = new RecordingDecider(Calls.PARIS);
    private final DeciderSpecification<RecordingCommand, Recording, RecordingEvent> recording =
            DeciderSpecification.of(decider);

    @Nested
    class Objecting {

        /** A16: restricted at once, erased within the month if nobody shows compelling grounds. */
        @Test
        void a16EndsWhatRestsOnALegitimateInterest() {
            var quality = life(null, kept(QUALITY, LegalBasis.LEGITIMATE_INTEREST));
            recording.given(quality, stored()).when(honour(OBJECTED)).then(quarantined(OBJECTED));
            assertThat(OBJECTED.eraseWithin()).isLessThan(Duration.ofDays(28));
        }

        /** A16, variant: an objection to what rests on consent is a withdrawal. */
        @Test
        void a16EndsWhatRestsOnConsent() {
            recording
                    .given(onConsent(), stored())
                    .when(honour(OBJECTED))
                    .then(quarantined(OBJECTED));
        }

        /** A16, variant: there is no objection to what a law orders. */
        @Test
        void a16LeavesWhatALawOrders() {
            var ordered = life(null, kept(ORDER, LegalBasis.LEGAL_OBLIGATION));
            recording.given(ordered, stored()).when(honour(OBJECTED)).thenNothing();
        }

        @Test
        void leavesTheProofOfAContract() {
            recording
                    .given(registered(), stored())
                    .when(honour(OBJECTED))
                    .then(ended(OBJECTED, List.of(QUALITY, TRAINING), List.of(PROOF)));
        }

        @Test
        void concernsTheCallItNamesOrAllBefore() {
            var quality = life(null, kept(QUALITY, LegalBasis.LEGITIMATE_INTEREST));
            recording
                    .given(quality, stored())
                    .when(
                            new HonourSubjectAct(
                                    new SubjectAct(uuid(12), OBJECTED, uuid(99), SAID), NOW))
                    .thenNothing();
            recording
                    .given(quality, stored())
                    .when(new HonourSubjectAct(act(OBJECTED, STARTED.minusSeconds(6)), NOW))
                    .thenNothing();
            recording
                    .given(quality, stored())
                    .when(
                            new HonourSubjectAct(
                                    new SubjectAct(uuid(12), OBJECTED, DECISION, SAID), NOW))
                    .then(quarantined(OBJECTED));
        }

        @Test
        void refusesTheUpload() {
            recording
                    .given()
                    .when(
                            upload(
                                    permitted(null, kept(QUALITY, LegalBasis.LEGITIMATE_INTEREST)),
                                    act(OBJECTED)))
                    .then(refused(RECORDING_OBJECTED, NOTICE));
        }

        @Test
        void givesWayToWhatIsMoreUrgent() {
            recording
                    .given(onConsent(), stored(), quarantined(OBJECTED))
                    .when(honour(CONSENT_WITHDRAWN))
                    .then(quarantined(CONSENT_WITHDRAWN));
            recording
                    .given(mixed(), stored(), quarantined(OBJECTED))
                    .when(honour(CONSENT_WITHDRAWN))
                    .then(ended(CONSENT_WITHDRAWN, List.of(TRAINING), List.of(QUALITY)));
            recording
                    .given(
                            mixed(),
                            stored(),
                            quarantined(OBJECTED),
                            ended(CONSENT_WITHDRAWN, List.of(TRAINING), List.of(QUALITY)))
                    .when(honour(CONSENT_WITHDRAWN))
                    .thenNothing();
        }
    }

    @Nested
    class OptingOut {

        private final RecordingEvent[] apart = {registered(), stored(), quarantined(OPTED_OUT)};

        @Test
        void a21BarsWhatIsOnItsWay() {
            recording.given(registered()).when(honour(OPTED_OUT)).then(quarantined(OPTED_OUT));
            recording
                    .given(registered(), quarantined(OPTED_OUT))
                    .when(new StoreRecording(AUDIO, NOW))
                    .then(refused(RECORDING_OPTED_OUT, null));
        }

        @Test
        void a21SetsWhatIsStoredApartAtOnce() {
            recording
                    .given(registered(), stored())
                    .when(honour(OPTED_OUT))
                    .then(quarantined(OPTED_OUT));
            assertThat(OPTED_OUT.eraseWithin()).isZero();
        }

        @Test
        void a21RefusesALaterUpload() {
            recording
                    .given()
                    .when(upload(PERMISSION, act(OPTED_OUT)))
                    .then(refused(RECORDING_OPTED_OUT, NOTICE));
            recording
                    .given(apart)
                    .when(upload(PERMISSION))
                    .then(refused(RECORDING_OPTED_OUT, NOTICE));
            recording.given(apart).when(new StoreRecording(AUDIO, NOW)).thenNothing();
            recording
                    .given(apart)
                    .when(new StoreRecording(new SealedAudio(1, "cd", "audio/wav", KEY), NOW))
                    .then(refused(RECORDING_OPTED_OUT, null));
        }

        /** MiFID II art. 16(7) orders the recording, not its use for quality and training. */
        @Test
        void a21KeepsWhatALawOrdersKeptForThatOnly() {
            var others =
                    ended(OPTED_OUT, List.of(QUALITY, TRAINING), List.of(Calls.INVESTMENT_ORDER));
            var ordered = registered(Calls.ORDERS, BY_LAW, null);
            recording.given(ordered, stored()).when(honour(OPTED_OUT)).then(others);
            recording.given(ordered).when(honour(OPTED_OUT)).then(others);
            recording.given(ordered, stored(), others).when(honour(OPTED_OUT)).thenNothing();
            recording
                    .given()
                    .when(upload(Calls.orderedByLaw(), act(OPTED_OUT)))
                    .then(ordered, others);
        }

        @Test
        void leavesOtherCalls() {
            var elsewhere = new SubjectAct(uuid(12), OPTED_OUT, uuid(99), SAID);
            recording
                    .given(registered(), stored())
                    .when(new HonourSubjectAct(elsewhere, NOW))
                    .thenNothing();
        }

        @Test
        void outweighsAQuarantineThatLeavesTime() {
            recording
                    .given(registered(), stored(), quarantined(MINOR))
                    .when(honour(OPTED_OUT))
                    .then(quarantined(OPTED_OUT));
        }

        @Test
        void itServesNoPurposeAndIsErasedAsAnyOther() {
            recording
                    .given(apart)
                    .when(new FulfilPurpose(QUALITY, Calls.of(CONTROLLER, Role.DPO), NOW))
                    .thenRejected(RECORDING_QUARANTINED);
            var erase =
                    new EraseRecording(
                            uuid(9), "PURPOSE_FULFILLED", KEY, "cafe", Calls.HORIZON, NOW);
            recording.given(apart).when(erase).then(erased(1_000));
            recording.given(registered(), quarantined(OPTED_OUT)).when(erase).then(erased(0));
        }
    }
}
