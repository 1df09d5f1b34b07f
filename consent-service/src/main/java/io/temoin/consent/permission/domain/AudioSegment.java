// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import java.util.UUID;

/**
 * Where in a recording the person agreed.
 *
 * @param recording id of the recording, as recording-service knows it
 * @param startMs milliseconds from its start
 * @param endMs milliseconds from its start, after {@code startMs} (exclusive)
 */
public record AudioSegment(UUID recording, long startMs, long endMs) {

    /** Whether it is a stretch of time. */
    boolean isStretch() {
        return startMs >= 0 && startMs < endMs;
    }
}
