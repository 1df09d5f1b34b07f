// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry is in its log, and the checkpoint that is shown of that log.
 *
 * @param shard id of the log
 * @param index of the entry's leaf, from 0
 * @param checkpoint signed note; null before the first is signed
 * @param size entries under that checkpoint; 0 before the first
 */
public record LeafLocation(String shard, long index, @Nullable String checkpoint, long size) {

    /** Whether the checkpoint covers the entry. */
    boolean isSigned() {
        return checkpoint != null && index < size;
    }

    String signed() {
        return Objects.requireNonNull(checkpoint, "asked for when it is signed");
    }
}
