// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

/** The words of an opt-out during the call. */
public final class OptOut {

    /** How the person said it. */
    public enum Channel {
        /** A key of the phone. */
        KEY,
        /** In words. */
        SPOKEN
    }

    /** What becomes of the part recorded so far. */
    public enum Segment {
        /** It goes; what was not uploaded yet will not be taken. */
        DELETED,
        /** A law orders it kept, whatever the person says (GDPR art. 17(3)(b)). */
        KEPT_BY_LAW
    }

    private OptOut() {}
}
