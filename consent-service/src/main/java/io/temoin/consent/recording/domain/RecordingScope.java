// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

/** Which part of which calls is recorded. */
public enum RecordingScope {
    /** This call, from its start. */
    WHOLE_CALL,
    /** This call, from the moment the person says yes in it. */
    FROM_NOW,
    /** This call, since it was drawn: most others are not recorded. */
    SAMPLE
}
