// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.ENDED;
import static io.temoin.recording.lifecycle.domain.Calls.ID;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.PERMISSION;
import static io.temoin.recording.lifecycle.domain.Calls.RECORDER;
import static io.temoin.recording.lifecycle.domain.Calls.SERVED;
import static io.temoin.recording.lifecycle.domain.Calls.STARTED;
import static io.temoin.recording.lifecycle.domain.Calls.act;
import static io.temoin.recording.lifecycle.domain.Calls.notice;
import static io.temoin.recording.lifecycle.domain.Calls.permission;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;
import static io.temoin.recording.lifecycle.domain.PurposeCode.TRAINING;

import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recordings of the call of {@link Calls}, by what their purposes rest on. */
final class EndedRecordings {

    /** Agreed to, months before the call. */
    static final Instant AGREED = Instant.parse("2026-10-01T08:00:00Z");

    static final PurposeCode ORDER = new PurposeCode("INVESTMENT_ORDER");

    private EndedRecordings() {}

    static RecordingCommand honour(QuarantineReason kind) {
        return new HonourSubjectAct(act(kind), NOW);
    }

    static RecordingRegistered onConsent() {
        return life(AGREED, kept(QUALITY, LegalBasis.CONSENT));
    }

    static RecordingRegistered mixed() {
        return life(
                AGREED,
                kept(QUALITY, LegalBasis.LEGITIMATE_INTEREST),
                kept(TRAINING, LegalBasis.CONSENT));
    }

    static RecordingRegistered life(@Nullable Instant consentedAt, RetentionPreview... kept) {
        return announced(
                "NOTICE_PLUS_OPTOUT",
                Arrays.stream(kept).map(RetentionPreview::purpose).toList(),
                List.of(kept),
                consentedAt);
    }

    static RecordingRegistered announced(
            String mode,
            List<PurposeCode> purposes,
            List<RetentionPreview> kept,
            @Nullable Instant consentedAt) {
        var event = (RecordingRegistered) registered();
        return new RecordingRegistered(
                event.recording(),
                event.controller(),
                event.processor(),
                event.subject(),
                event.decision(),
                event.consent(),
                event.callPurpose(),
                mode,
                event.announcement(),
                purposes,
                kept,
                event.startedAt(),
                event.endedAt(),
                event.at(),
                event.notice(),
                event.onRefusal(),
                consentedAt,
                event.campaign());
    }

    static RetentionPreview kept(PurposeCode purpose, LegalBasis basis) {
        return new RetentionPreview(
                purpose, Period.ofMonths(6), RetentionPreview.RECORDING_ENDED, "AT_MOST", basis);
    }

    static RecordingPermission consented() {
        return permitted(AGREED, kept(QUALITY, LegalBasis.CONSENT));
    }

    static RecordingPermission permitted(@Nullable Instant consentedAt, RetentionPreview... kept) {
        return new RecordingPermission(
                PERMISSION.decision(),
                PERMISSION.consent(),
                PERMISSION.controller(),
                PERMISSION.processor(),
                PERMISSION.subject(),
                PERMISSION.callPurpose(),
                PERMISSION.mode(),
                PERMISSION.announcement(),
                Arrays.stream(kept).map(RetentionPreview::purpose).toList(),
                List.of(kept),
                consentedAt,
                false,
                PERMISSION.onRefusal(),
                PERMISSION.issuedAt(),
                PERMISSION.startBy(),
                PERMISSION.campaign());
    }

    static RecordingCommand upload(RecordingPermission permission, SubjectAct... acts) {
        return new RegisterRecording(
                ID, permission, notice(permission), List.of(acts), RECORDER, STARTED, ENDED, NOW);
    }

    static RecordingCommand register(RecordingPermission permission, ServedNotice notice) {
        return new RegisterRecording(
                ID, permission, notice, List.of(), RECORDER, SERVED.plusSeconds(3), ENDED, NOW);
    }
}
