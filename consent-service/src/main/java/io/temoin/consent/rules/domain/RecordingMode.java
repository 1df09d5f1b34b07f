// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/**
 * How a call may be recorded (law, table (c)). In the order of strictness: where two laws have a
 * say, the later of their modes holds.
 */
public enum RecordingMode {
    /** Tell the person, with a way to object; an objection ends the recording, not the call. */
    NOTICE_PLUS_OPTOUT
}
