// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

/** What a person's refusal to be recorded does to the call. */
public enum OnRefusal {
    /** The recording stops, what was recorded is deleted, the call goes on. */
    CONTINUE_UNRECORDED,
    /** The call ends: it may not be held without the recording (C. assurances R112-7). */
    END_CALL
}
