// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.util.Comparator;
import java.util.stream.Stream;

/** How a call may be recorded (law, table (c)); from the most lenient to the strictest. */
public enum RecordingMode {
    /** Tell the person. */
    NOTICE,
    /** Tell the person, with a way to object; an objection ends the recording, not the call. */
    NOTICE_PLUS_OPTOUT,
    /** Record nothing before the person has said yes. */
    EXPLICIT_CONSENT,
    /** Record nothing. */
    FORBIDDEN,
    /**
     * The law orders the recording; who refuses ends the call. Not a place's rule but a duty of
     * some calls, so it is never compared with the others.
     */
    MANDATORY;

    /** What satisfies both. */
    public RecordingMode strictest(RecordingMode other) {
        return Stream.of(this, other).max(Comparator.naturalOrder()).orElseThrow();
    }
}
