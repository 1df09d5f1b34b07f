// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import java.util.Set;

/**
 * What the destruction of a recording takes along. A transcript is the recording in writing and
 * always goes with it. A sheet goes when the person's word took the recording away: an objection, a
 * withdrawal, a refusal during the call, or being under age (GDPR art. 17(1)(b) to (f)). It stays
 * when the recording went by the clock, by the end of its purpose, or because a law that speaks of
 * recordings orders so (C. assurances R112-7): it has a period of its own.
 */
public final class EndOfRecording {

    private static final Set<String> BY_THE_PERSONS_WORD =
            Set.of("QUARANTINED", "ERASURE_UPHELD", "OBJECTED", "CONSENT_WITHDRAWN");

    private EndOfRecording() {}

    /**
     * Whether a document of this kind goes with its recording.
     *
     * @param basis on what ground the recording was destroyed
     */
    public static boolean takesAlong(DocumentKind kind, String basis) {
        return kind == DocumentKind.TRANSCRIPT || BY_THE_PERSONS_WORD.contains(basis);
    }
}
