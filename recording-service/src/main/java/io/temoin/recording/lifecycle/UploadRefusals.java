// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.RecordingProblem;

/** What a recorder is told whose audio is refused; the refusal itself is committed before. */
final class UploadRefusals {

    private UploadRefusals() {}

    static Rejected of(RecordingProblem code) {
        return switch (code) {
            case RECORDED_BEFORE_NOTICE, RECORDED_BEFORE_YES ->
                    Rejected.at("Recording-Started-At", code, sentence(code));
            case NOTICE_NOT_SERVED, NOTICE_FOREIGN, YES_NOT_SAID ->
                    Rejected.at(NoticeReceiptReader.HEADER, code, sentence(code));
            default -> new Rejected(code, sentence(code));
        };
    }

    private static String sentence(RecordingProblem code) {
        return switch (code) {
            case NOTICE_NOT_SERVED ->
                    "There is no proof that the person was informed of the recording; nothing was"
                            + " stored. Send the receipt of the notice served.";
            case NOTICE_FOREIGN -> "The notice was served in another call; nothing was stored.";
            case RECORDED_BEFORE_NOTICE ->
                    "The recording began before the person was informed; nothing was stored.";
            case YES_NOT_SAID ->
                    "This call may be recorded only after the person has agreed, which the person"
                            + " has not done; nothing was stored.";
            case RECORDED_BEFORE_YES ->
                    "The recording began before the person agreed; nothing was stored.";
            case RECORDING_OPTED_OUT -> "The person refused the recording; nothing was stored.";
            case RECORDING_CONSENT_WITHDRAWN ->
                    "The person withdrew the consent on which the recording rests; nothing was"
                            + " stored.";
            case RECORDING_OBJECTED -> "The person objects to the recording; nothing was stored.";
            case RECORDING_OF_MINOR -> "The person is a minor; nothing was stored.";
            case UPLOAD_ABANDONED ->
                    "The audio did not arrive in time after the recording was registered; nothing"
                            + " was stored.";
            default -> "The recording was rejected; nothing was stored.";
        };
    }
}
