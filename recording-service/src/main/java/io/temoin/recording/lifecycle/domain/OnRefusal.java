// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

/** What follows when the person refuses the recording during the call. */
public enum OnRefusal {
    /** Stop recording and go on talking. */
    CONTINUE_UNRECORDED,
    /** The law orders such calls recorded: without a recording there is no call. */
    END_CALL
}
