// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a recording that an open request for rectification contests.
 *
 * @param request as the rights desk names it
 * @param fromMs from the beginning of the recording
 * @param toMs exclusive; absent up to the end
 */
public record Passage(UUID request, long fromMs, @Nullable Long toMs) {

    /**
     * What is heard before and after a contested segment: words are understood by what is around.
     */
    private static final long AROUND_MS = 3_000;

    /** All of it: what a sheet says is said of the whole call. */
    public static Passage whole(UUID request) {
        return new Passage(request, 0, null);
    }

    /** A span, and a little around it. */
    public static Passage around(UUID request, long startMs, long endMs) {
        return new Passage(request, Math.max(0, startMs - AROUND_MS), endMs + AROUND_MS);
    }
}
