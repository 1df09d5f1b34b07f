// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.AUDIO;
import static io.temoin.recording.lifecycle.domain.Calls.BY_LAW;
import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.ENDED;
import static io.temoin.recording.lifecycle.domain.Calls.FLAG;
import static io.temoin.recording.lifecycle.domain.Calls.ID;
import static io.temoin.recording.lifecycle.domain.Calls.NOTICE;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.OTHER_PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.PERMISSION;
import static io.temoin.recording.lifecycle.domain.Calls.PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.RECORDER;
import static io.temoin.recording.lifecycle.domain.Calls.STARTED;
import static io.temoin.recording.lifecycle.domain.Calls.erased;
import static io.temoin.recording.lifecycle.domain.Calls.notice;
import static io.temoin.recording.lifecycle.domain.Calls.permission;
import static io.temoin.recording.lifecycle.domain.Calls.quarantined;
import static io.temoin.recording.lifecycle.domain.Calls.refused;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.MINOR;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_NOT_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OF_MINOR;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RequestListening;
import io.temoin.recording.lifecycle.domain.RecordingCommand.StoreRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A15: what was recorded of a minor is set apart, whichever is heard of first. */
class MinorTest {

    private static final PurposeCode SERVICE_CALL = new PurposeCode("CUSTOMER_SERVICE");

    private final RecordingDecider decider = new RecordingDecider(Calls.PARIS);
    private final DeciderSpecification<RecordingCommand, Recording, RecordingEvent> recording =
            DeciderSpecification.of(decider);

    @Nested
    class SettingApart {

        @Test
        void a15WhatIsStored() {
            recording
                    .given(registered(), stored())
                    .when(new HonourSubjectAct(FLAG, NOW))
                    .then(quarantined(MINOR));
        }

        @Test
        void a15WhatIsOnItsWay() {
            recording
                    .given(registered())
                    .when(new HonourSubjectAct(FLAG, NOW))
                    .then(quarantined(MINOR));
            recording
                    .given(registered(), quarantined(MINOR))
                    .when(new StoreRecording(AUDIO, NOW))
                    .then(refused(RECORDING_OF_MINOR, null));
        }

        @Test
        void a15GoesWithinADay() {
            assertThat(MINOR.eraseWithin()).hasHours(20);
        }

        @Test
        void a15WaitsForWhatALawOrdersKept() {
            recording
                    .given(registered(BY_LAW, null))
                    .when(new HonourSubjectAct(FLAG, NOW))
                    .thenNothing();
            recording
                    .given(registered(BY_LAW, null), stored())
                    .when(new HonourSubjectAct(FLAG, NOW))
                    .then(quarantined(MINOR));
        }

        @Test
        void changesNothingTwice() {
            var minor = new HonourSubjectAct(FLAG, NOW);
            recording.given().when(minor).thenNothing();
            recording.given(registered(), quarantined(MINOR)).when(minor).thenNothing();
            recording.given(registered(), stored(), quarantined(MINOR)).when(minor).thenNothing();
            recording
                    .given(registered(), quarantined(QuarantineReason.OPTED_OUT))
                    .when(minor)
                    .thenNothing();
            recording.given(registered(), stored(), erased(1_000)).when(minor).thenNothing();
        }
    }

    @Nested
    class Concerning {

        @ParameterizedTest
        @CsvSource({
            "PROSPECTING_CALL, 2020-01-01T00:00:00Z, true",
            "PROSPECTING_CALL, 2030-01-01T00:00:00Z, true",
            "CUSTOMER_SERVICE, 2026-11-24T10:00:14Z, false",
            "CUSTOMER_SERVICE, 2026-11-24T10:00:15Z, true",
            "CUSTOMER_SERVICE, 2026-11-24T10:04:05Z, true",
            "CUSTOMER_SERVICE, 2026-11-24T10:04:06Z, false"
        })
        void a15TheCallInWhichItWasSaidAndThoseThatSell(
                String purpose, Instant statedAt, boolean concerned) {
            var call =
                    RecordedCall.of(
                            of((RecordingRegistered) registered(), new PurposeCode(purpose)));
            assertThat(Calls.act(MINOR, statedAt).ends(call))
                    .hasSameElementsAs(concerned ? call.purposes() : List.of());
        }

        @Test
        void aFlagSaidInAnotherCallLeavesThisOne() {
            var service = (RecordingRegistered) registered();
            var elsewhere = Calls.act(MINOR, ENDED.plusSeconds(3_600));
            recording
                    .given(of(service, SERVICE_CALL), stored())
                    .when(new HonourSubjectAct(elsewhere, NOW))
                    .thenNothing();
        }
    }

    @Nested
    class Uploading {

        @Test
        void a15IsRefusedOnceTheFlagIsKnown() {
            recording.given().when(register(PERMISSION)).then(refused(RECORDING_OF_MINOR, NOTICE));
            recording
                    .given(registered())
                    .when(register(PERMISSION))
                    .then(refused(RECORDING_OF_MINOR, NOTICE));
        }

        @Test
        void a15IsTakenWhereALawOrdersItKept() {
            var ordered = permission(DECISION, PROCESSOR, BY_LAW, false);
            assertThat(decider.decide(register(ordered), decider.initialState()))
                    .singleElement()
                    .isInstanceOf(RecordingRegistered.class);
        }

        private RecordingCommand register(RecordingPermission permission) {
            return new RegisterRecording(
                    ID,
                    permission,
                    notice(permission),
                    List.of(FLAG),
                    RECORDER,
                    STARTED,
                    ENDED,
                    NOW);
        }
    }

    @Nested
    class Listening {

        @Test
        void a15NobodyHearsIt() {
            assertThat(refusalOf(CONTROLLER, registered(), stored(), quarantined(MINOR)))
                    .isEqualTo(RECORDING_QUARANTINED);
            assertThat(refusalOf(OTHER_PROCESSOR, registered(), stored(), quarantined(MINOR)))
                    .isEqualTo(RECORDING_UNKNOWN);
            assertThat(refusalOf(CONTROLLER, registered(), quarantined(MINOR)))
                    .isEqualTo(RECORDING_NOT_STORED);
        }

        private RecordingProblem refusalOf(PartyId organisation, RecordingEvent... life) {
            var asked =
                    new RequestListening(
                            ID,
                            uuid(5),
                            Calls.of(organisation, Role.DPO),
                            PurposeCode.QUALITY,
                            new AccessReason(AccessReason.Code.COMPLAINT, "TCK-1"),
                            null,
                            NOW.plusSeconds(300),
                            NOW);
            return ((ListeningRefused)
                            decider.decide(asked, decider.replay(List.of(life))).getFirst())
                    .code();
        }
    }

    private static RecordingRegistered of(RecordingRegistered event, PurposeCode callPurpose) {
        return new RecordingRegistered(
                event.recording(),
                event.controller(),
                event.processor(),
                event.subject(),
                event.decision(),
                event.consent(),
                callPurpose,
                event.mode(),
                event.announcement(),
                event.purposes(),
                event.retention(),
                event.startedAt(),
                event.endedAt(),
                event.at(),
                event.notice(),
                event.onRefusal(),
                event.consentedAt(),
                event.campaign());
    }
}
