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
                    "Nothing shows that the person was told of the recording; nothing was kept. Send"
                            + " the receipt of the notice served.";
            case NOTICE_FOREIGN -> "The notice was served in another call; nothing was kept.";
            case RECORDED_BEFORE_NOTICE ->
                    "The recording began before the person was told; nothing was kept.";
            case YES_NOT_SAID ->
                    "This call may be recorded from the person's yes on, and there is none; nothing"
                            + " was kept.";
            case RECORDED_BEFORE_YES ->
                    "The recording began before the person's yes; nothing was kept.";
            case RECORDING_OPTED_OUT -> "The person refused the recording; nothing was kept.";
            case RECORDING_CONSENT_WITHDRAWN ->
                    "The person withdrew the consent that the recording rests on; nothing was kept.";
            case RECORDING_OBJECTED -> "The person objects to the recording; nothing was kept.";
            case RECORDING_OF_MINOR -> "The person is under age; nothing was kept.";
            default -> "The recording is refused; nothing was kept.";
        };
    }
}
