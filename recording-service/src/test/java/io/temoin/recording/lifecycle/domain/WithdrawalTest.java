// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.AUDIO;
import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.DECIDED;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.NOTICE;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.PERMISSION;
import static io.temoin.recording.lifecycle.domain.Calls.PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.PROOF;
import static io.temoin.recording.lifecycle.domain.Calls.SAID;
import static io.temoin.recording.lifecycle.domain.Calls.SERVED;
import static io.temoin.recording.lifecycle.domain.Calls.STARTED;
import static io.temoin.recording.lifecycle.domain.Calls.act;
import static io.temoin.recording.lifecycle.domain.Calls.ended;
import static io.temoin.recording.lifecycle.domain.Calls.erased;
import static io.temoin.recording.lifecycle.domain.Calls.notice;
import static io.temoin.recording.lifecycle.domain.Calls.permission;
import static io.temoin.recording.lifecycle.domain.Calls.quarantined;
import static io.temoin.recording.lifecycle.domain.Calls.refused;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.AGREED;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.ORDER;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.consented;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.honour;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.kept;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.life;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.mixed;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.onConsent;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.permitted;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.register;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.upload;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;
import static io.temoin.recording.lifecycle.domain.PurposeCode.TRAINING;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.CONSENT_WITHDRAWN;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.MINOR;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.OBJECTED;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.OPTED_OUT;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_CONSENT_WITHDRAWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OBJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.lifecycle.domain.RecordingCommand.FulfilPurpose;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingCommand.StoreRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposesEnded;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a withdrawal ends of a recording, whichever comes first. */
class WithdrawalTest {

    private final RecordingDecider decider = new RecordingDecider(Calls.PARIS);
    private final DeciderSpecification<RecordingCommand, Recording, RecordingEvent> recording =
            DeciderSpecification.of(decider);

    @Nested
    class WithdrawingConsent {

        @Test
        void endsWhatRestsOnItAlone() {
            recording
                    .given(onConsent(), stored())
                    .when(honour(CONSENT_WITHDRAWN))
                    .then(quarantined(CONSENT_WITHDRAWN));
            recording
                    .given(onConsent())
                    .when(honour(CONSENT_WITHDRAWN))
                    .then(quarantined(CONSENT_WITHDRAWN));
        }

        @Test
        void goesWithinADay() {
            assertThat(CONSENT_WITHDRAWN.eraseWithin()).isLessThan(Duration.ofHours(24));
        }

        /** A10: no more calls is not no more recordings under their own purpose. */
        @Test
        void a10LeavesWhatRestsOnALegitimateInterest() {
            recording.given(registered(), stored()).when(honour(CONSENT_WITHDRAWN)).thenNothing();
        }

        @Test
        void leavesWhatALawOrders() {
            recording
                    .given(life(AGREED, kept(ORDER, LegalBasis.LEGAL_OBLIGATION)), stored())
                    .when(honour(CONSENT_WITHDRAWN))
                    .thenNothing();
        }

        @Test
        void endsOnlyThePurposesThatRestOnIt() {
            recording
                    .given(mixed(), stored())
                    .when(honour(CONSENT_WITHDRAWN))
                    .then(ended(CONSENT_WITHDRAWN, List.of(TRAINING), List.of(QUALITY)));
            recording
                    .given(
                            mixed(),
                            stored(),
                            ended(CONSENT_WITHDRAWN, List.of(TRAINING), List.of(QUALITY)))
                    .when(honour(CONSENT_WITHDRAWN))
                    .thenNothing();
            recording
                    .given(
                            mixed(),
                            stored(),
                            ended(CONSENT_WITHDRAWN, List.of(TRAINING), List.of(QUALITY)))
                    .when(new FulfilPurpose(TRAINING, Calls.of(CONTROLLER, Role.DPO), NOW))
                    .thenRejected(PURPOSE_UNKNOWN);
        }

        @Test
        void takesTheListeningsOfThePurposesThatEnd() {
            var left =
                    decider.replay(
                            List.of(
                                    mixed(),
                                    stored(),
                                    ended(CONSENT_WITHDRAWN, List.of(TRAINING), List.of(QUALITY)),
                                    Calls.fulfilled(QUALITY)));
            assertThat(left)
                    .isInstanceOfSatisfying(
                            Recording.Stored.class,
                            stored -> {
                                assertThat(stored.serves(TRAINING, NOW, Calls.PARIS)).isFalse();
                                assertThat(stored.serves(QUALITY, NOW, Calls.PARIS)).isFalse();
                            });
            assertThat(decider.replay(List.of(mixed(), stored())))
                    .isInstanceOfSatisfying(
                            Recording.Stored.class,
                            stored ->
                                    assertThat(stored.serves(TRAINING, NOW, Calls.PARIS)).isTrue());
        }

        @Test
        void leavesAYesThatCameLater() {
            Instant before = STARTED.minusSeconds(6);
            var yes = life(STARTED, kept(QUALITY, LegalBasis.CONSENT));
            recording
                    .given(yes, stored())
                    .when(new HonourSubjectAct(act(CONSENT_WITHDRAWN, before), NOW))
                    .thenNothing();
            recording
                    .given(yes, stored())
                    .when(new HonourSubjectAct(act(CONSENT_WITHDRAWN, before.plusSeconds(1)), NOW))
                    .then(quarantined(CONSENT_WITHDRAWN));
        }

        @Test
        void refusesTheUpload() {
            recording
                    .given()
                    .when(upload(consented(), act(CONSENT_WITHDRAWN)))
                    .then(refused(RECORDING_CONSENT_WITHDRAWN, NOTICE));
            recording
                    .given(onConsent(), quarantined(CONSENT_WITHDRAWN))
                    .when(new StoreRecording(AUDIO, NOW))
                    .then(refused(RECORDING_CONSENT_WITHDRAWN, null));
        }

        @Test
        void takesAnUploadForWhatRemains() {
            var events =
                    decider.decide(
                            upload(
                                    permitted(
                                            AGREED,
                                            kept(QUALITY, LegalBasis.LEGITIMATE_INTEREST),
                                            kept(TRAINING, LegalBasis.CONSENT)),
                                    act(CONSENT_WITHDRAWN)),
                            decider.initialState());
            assertThat(events).hasSize(2);
            assertThat(events.getLast())
                    .isEqualTo(ended(CONSENT_WITHDRAWN, List.of(TRAINING), List.of(QUALITY)));
        }

        /** Of several, the one that leaves nothing is the reason. */
        @Test
        void takesNoUploadThatOneOfSeveralActsLeavesNothingOf() {
            var register =
                    upload(
                            permitted(
                                    AGREED,
                                    kept(QUALITY, LegalBasis.LEGITIMATE_INTEREST),
                                    kept(TRAINING, LegalBasis.CONSENT)),
                            act(CONSENT_WITHDRAWN),
                            new SubjectAct(uuid(13), OBJECTED, DECISION, SAID));
            recording.given().when(register).then(refused(RECORDING_OBJECTED, NOTICE));
        }

        @Test
        void changesNothingOfWhatIsGone() {
            recording.given().when(honour(CONSENT_WITHDRAWN)).thenNothing();
            recording
                    .given(onConsent(), stored(), erased(1_000))
                    .when(honour(CONSENT_WITHDRAWN))
                    .thenNothing();
            recording
                    .given(onConsent(), quarantined(CONSENT_WITHDRAWN))
                    .when(honour(CONSENT_WITHDRAWN))
                    .thenNothing();
            recording
                    .given(onConsent(), stored(), quarantined(OPTED_OUT))
                    .when(honour(CONSENT_WITHDRAWN))
                    .thenNothing();
        }
    }

    @Nested
    class TheMomentOfConsent {

        @Test
        void isTheYesInTheCall() {
            var afterYes =
                    permission(
                            DECISION, PROCESSOR, List.of(kept(QUALITY, LegalBasis.CONSENT)), true);
            var answer = new ServedNotice.Answer(ServedNotice.Word.YES, SERVED.plusSeconds(3));
            assertThat(consentedAt(register(afterYes, notice(afterYes, SERVED, answer))))
                    .isEqualTo(SERVED.plusSeconds(3));
        }

        @Test
        void isTheOneTheReceiptTells() {
            assertThat(consentedAt(upload(consented()))).isEqualTo(AGREED);
        }

        @Test
        void isTheDecisionAtTheLatest() {
            assertThat(consentedAt(upload(permitted(null, kept(QUALITY, LegalBasis.CONSENT)))))
                    .isEqualTo(DECIDED);
        }

        @Test
        void isNotToldWhereNothingRestsOnIt() {
            assertThat(consentedAt(upload(PERMISSION))).isNull();
        }

        private @Nullable Instant consentedAt(RecordingCommand command) {
            var events = decider.decide(command, decider.initialState());
            return ((RecordingRegistered) events.getFirst()).consentedAt();
        }
    }

    @Nested
    class Late {

        @Test
        void eventsChangeNoState() {
            var gone = decider.replay(List.of(registered(), stored(), erased(1_000)));
            var barred = decider.replay(List.of(registered(), quarantined(OPTED_OUT)));
            var unknown = decider.initialState();
            for (RecordingEvent late :
                    List.of(
                            stored(),
                            quarantined(MINOR),
                            ended(OBJECTED, List.of(QUALITY), List.of(PROOF)),
                            Calls.fulfilled(QUALITY))) {
                assertThat(decider.evolve(gone, late)).isEqualTo(gone);
                assertThat(decider.evolve(barred, late)).isEqualTo(barred);
                assertThat(decider.evolve(unknown, late)).isEqualTo(unknown);
            }
        }

        @Test
        void purposesEndBeforeTheAudioComes() {
            PurposesEnded part =
                    (PurposesEnded) ended(CONSENT_WITHDRAWN, List.of(TRAINING), List.of(QUALITY));
            recording.given(mixed()).when(honour(CONSENT_WITHDRAWN)).then(part);
            assertThat(decider.replay(List.of(mixed(), part)))
                    .isInstanceOfSatisfying(
                            Recording.Registered.class,
                            left -> assertThat(left.call().purposes()).containsExactly(QUALITY));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONSENT, true, true",
        "LEGITIMATE_INTEREST, false, true",
        "PUBLIC_TASK, false, true",
        "CONTRACT, false, false",
        "VITAL_INTEREST, false, false",
        "LEGAL_OBLIGATION, false, false"
    })
    void aBasisEndsWithWhatItRestsOn(LegalBasis basis, boolean withdrawn, boolean objected) {
        assertThat(basis.endsWithConsent()).isEqualTo(withdrawn);
        assertThat(basis.endsWithObjection()).isEqualTo(objected);
    }
}
