// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** Everything recording-service refuses; the names are public. */
public enum RecordingProblem implements Code {
    RECORDING_UNKNOWN(Kind.UNKNOWN),
    RECORDING_ID_INVALID(Kind.INVALID),
    RECORDING_ALREADY_STORED(Kind.CONFLICT),
    RECORDING_REGISTERED_OTHERWISE(Kind.CONFLICT),
    RECORDING_NOT_STORED(Kind.CONFLICT),
    RECORDING_ERASED(Kind.GONE),
    UPLOAD_ABANDONED(Kind.GONE),

    RECEIPT_MISSING(Kind.FORBIDDEN),
    RECEIPT_INVALID(Kind.FORBIDDEN),
    RECEIPT_EXPIRED(Kind.FORBIDDEN),
    RECEIPT_FOREIGN(Kind.FORBIDDEN),
    CALL_TIMES_INVALID(Kind.INVALID),

    NOTICE_NOT_SERVED(Kind.FORBIDDEN),
    NOTICE_RECEIPT_INVALID(Kind.FORBIDDEN),
    NOTICE_RECEIPT_EXPIRED(Kind.FORBIDDEN),
    NOTICE_FOREIGN(Kind.FORBIDDEN),
    RECORDED_BEFORE_NOTICE(Kind.FORBIDDEN),
    RECORDED_BEFORE_YES(Kind.FORBIDDEN),
    YES_NOT_SAID(Kind.FORBIDDEN),
    RECORDING_OPTED_OUT(Kind.FORBIDDEN),
    RECORDING_OF_MINOR(Kind.FORBIDDEN),
    RECORDING_CONSENT_WITHDRAWN(Kind.FORBIDDEN),
    RECORDING_OBJECTED(Kind.FORBIDDEN),
    RECORDING_QUARANTINED(Kind.FORBIDDEN),
    /** A request of the person restricts it (GDPR art. 18). */
    RESTRICTED(Kind.FORBIDDEN),

    CONTENT_TYPE_UNSUPPORTED(Kind.UNSUPPORTED),
    AUDIO_EMPTY(Kind.INVALID),
    AUDIO_INVALID(Kind.INVALID),
    AUDIO_INCOMPLETE(Kind.INVALID),
    AUDIO_TOO_LARGE(Kind.TOO_LARGE),

    PURPOSE_UNKNOWN(Kind.UNKNOWN),
    PURPOSE_NOT_ALIVE(Kind.FORBIDDEN),
    ROLE_NOT_ALLOWED(Kind.FORBIDDEN),
    NOT_THE_CONTROLLER(Kind.FORBIDDEN),
    ORDER_MALFORMED(Kind.INVALID),
    SUBJECT_ACT_MALFORMED(Kind.INVALID),
    RESTRICTION_MALFORMED(Kind.INVALID),

    DOCUMENT_UNKNOWN(Kind.UNKNOWN),
    DOCUMENT_DESTROYED(Kind.GONE),
    DOCUMENT_INVALID(Kind.INVALID),
    DOCUMENT_CHANGED(Kind.CONFLICT),
    /** No open request of the person asks for it, or who the person is, is in doubt. */
    RECTIFICATION_NOT_REQUESTED(Kind.FORBIDDEN),
    /** The person contests something else, or nobody said yet what. */
    RECTIFICATION_NOT_CONTESTED(Kind.CONFLICT),
    NOT_THE_RECORDER(Kind.FORBIDDEN),

    WORKSTATION_MISSING(Kind.INVALID),
    WORKSTATION_DIFFERS(Kind.FORBIDDEN),
    LISTENING_TOKEN_MISSING(Kind.FORBIDDEN),
    LISTENING_TOKEN_INVALID(Kind.FORBIDDEN),
    LISTENING_TOKEN_EXPIRED(Kind.FORBIDDEN);

    private final Kind kind;

    RecordingProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
