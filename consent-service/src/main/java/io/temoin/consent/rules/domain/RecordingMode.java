// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** How a call may be recorded (law, table (c)). */
public enum RecordingMode {
    /** Tell the person, with a way to object; an objection ends the recording, not the call. */
    NOTICE_PLUS_OPTOUT
}
