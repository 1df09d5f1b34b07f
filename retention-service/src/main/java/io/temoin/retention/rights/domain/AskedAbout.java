// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about: one recording or one call, the latter by its decision. Exactly one is
 * there.
 */
public record AskedAbout(@Nullable UUID recording, @Nullable UUID decision) {

    /** About one recording. */
    public static AskedAbout ofRecording(UUID recording) {
        return new AskedAbout(recording, null);
    }

    /** About one call. */
    public static AskedAbout ofDecision(UUID decision) {
        return new AskedAbout(null, decision);
    }
}
