// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person says is wrong, as the rights desk tells of it.
 *
 * @param kind what it is
 * @param document the transcript or the sheet; absent for others, and unless it is known
 * @param segment which one of the transcript, counted from 0; absent unless it is known
 */
public record Contested(Kind kind, @Nullable UUID document, @Nullable Integer segment) {

    /** What may be contested. */
    public enum Kind {
        /** A consent, which is none of this service's. */
        CONSENT,
        /** What a transcript says was said. */
        SEGMENT,
        /** What a sheet says. */
        SHEET,
        /** A recording: whatever is noted about it. */
        RECORDING
    }

    /** Whether what is said of a document of this kind is among it. */
    public boolean covers(UUID document, boolean transcript) {
        boolean ofKind =
                switch (kind) {
                    case CONSENT -> false;
                    case SEGMENT -> transcript;
                    case SHEET -> !transcript;
                    case RECORDING -> true;
                };
        return ofKind && (this.document == null || this.document.equals(document));
    }

    /** Whether a text of a covered document is among it. */
    public boolean coversText(String pointer) {
        return segment == null || pointer.equals("/segments/" + segment + "/text");
    }
}
