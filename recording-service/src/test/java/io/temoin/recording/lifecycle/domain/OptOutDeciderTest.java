// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.BY_LAW;
import static io.temoin.recording.lifecycle.domain.Calls.CONSENT;
import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.DECIDED;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.OTHER_PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.PERMISSION;
import static io.temoin.recording.lifecycle.domain.Calls.PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.RECORDER;
import static io.temoin.recording.lifecycle.domain.Calls.SAID;
import static io.temoin.recording.lifecycle.domain.Calls.SUBJECT;
import static io.temoin.recording.lifecycle.domain.Calls.permission;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.OptOut.Segment.DELETED;
import static io.temoin.recording.lifecycle.domain.OptOut.Segment.KEPT_BY_LAW;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.CALL_TIMES_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_FOREIGN;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A21: the person refuses the recording during the call; the call is the one of its decision. */
class OptOutDeciderTest {

    private final OptOutDecider decider = new OptOutDecider();
    private final DeciderSpecification<OptOutOfRecording, CallOptOut, RecordingOptedOut> call =
            DeciderSpecification.of(decider);

    @Test
    void a21IsRecordedOnceForTheCall() {
        call.given().when(refuse(PERMISSION, SAID)).then(optedOut(DELETED));
        call.given(optedOut(DELETED)).when(refuse(PERMISSION, SAID.plusSeconds(5))).thenNothing();
        assertThat(decider.replay(List.of(optedOut(DELETED), later())).said())
                .isEqualTo(optedOut(DELETED));
    }

    @Test
    void a21KeepsWhatALawOrdersKept() {
        call.given()
                .when(refuse(permission(DECISION, PROCESSOR, BY_LAW, false), SAID))
                .then(optedOut(KEPT_BY_LAW));
    }

    /** C. assurances R112-7: two years from the signature, which was not given. */
    @Test
    void a21AMinimumThatHasNotBegunKeepsNothing() {
        var insurance =
                List.of(
                        new RetentionPreview(
                                new PurposeCode("INSURANCE_SALE"),
                                Period.ofYears(2),
                                "CONTRACT_SIGNED",
                                "EXACTLY",
                                LegalBasis.LEGAL_OBLIGATION));
        call.given()
                .when(refuse(permission(DECISION, PROCESSOR, insurance, false), SAID))
                .then(optedOut(DELETED));
    }

    @Test
    void isRefusedToAnotherOrganisationAlsoWhenItWasSaidBefore() {
        var stranger = refuse(permission(DECISION, OTHER_PROCESSOR), SAID);
        call.given().when(stranger).thenRejected(RECEIPT_FOREIGN);
        call.given(optedOut(DELETED)).when(stranger).thenRejected(RECEIPT_FOREIGN);
    }

    @Test
    void isRefusedWhenSaidBeforeTheCallOrInTheFuture() {
        call.given()
                .when(refuse(PERMISSION, DECIDED.minusSeconds(6)))
                .thenRejected(CALL_TIMES_INVALID);
        call.given().when(refuse(PERMISSION, NOW.plusSeconds(6))).thenRejected(CALL_TIMES_INVALID);
    }

    @Test
    void concernsItsCallOnly() {
        SubjectAct act = optedOut(DELETED).asAct();
        assertThat(act.kind()).isEqualTo(QuarantineReason.OPTED_OUT);
        assertThat(act.decision()).isEqualTo(DECISION);
    }

    private static RecordingOptedOut later() {
        return said(DELETED, SAID.plusSeconds(9));
    }

    private static RecordingOptedOut optedOut(OptOut.Segment segment) {
        return said(segment, SAID);
    }

    private static RecordingOptedOut said(OptOut.Segment segment, Instant saidAt) {
        return new RecordingOptedOut(
                uuid(13),
                CONTROLLER,
                PROCESSOR,
                SUBJECT,
                DECISION,
                CONSENT,
                new PurposeCode("PROSPECTING_CALL"),
                OptOut.Channel.KEY,
                OnRefusal.CONTINUE_UNRECORDED,
                segment,
                saidAt,
                saidAt.isAfter(NOW) ? saidAt : NOW);
    }

    private static OptOutOfRecording refuse(RecordingPermission permission, Instant saidAt) {
        return new OptOutOfRecording(
                uuid(13), RECORDER, permission, OptOut.Channel.KEY, saidAt, NOW);
    }
}
