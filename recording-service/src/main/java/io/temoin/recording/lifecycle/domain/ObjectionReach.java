// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far an objection to recordings reaches.
 *
 * @param recording the one it is about; absent when it is about a call, or about all of them
 * @param kept recordings for which it was refused
 */
public record ObjectionReach(Stage stage, @Nullable UUID recording, Set<UUID> kept) {

    /** What the rights desk made of it. */
    public enum Stage {
        /** Nobody has decided: the recordings are restricted meanwhile. */
        PENDING,
        /** Upheld: the recordings go at once. */
        UPHELD
    }

    /** On which nobody has decided. */
    public static final ObjectionReach PENDING = new ObjectionReach(Stage.PENDING, null, Set.of());

    public ObjectionReach {
        kept = Set.copyOf(kept);
    }

    boolean reaches(RecordingId it) {
        return (recording == null || recording.equals(it.value())) && !kept.contains(it.value());
    }
}
