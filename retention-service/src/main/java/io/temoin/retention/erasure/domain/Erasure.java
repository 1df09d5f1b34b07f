// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import io.temoin.retention.erasure.domain.ErasureEvent.ErasureBegun;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureCompleted;
import io.temoin.retention.erasure.domain.ErasureEvent.TrailErasureRequested;

/** How far an erasure is. */
public sealed interface Erasure {

    /** Nobody has decided it. */
    record Undecided() implements Erasure {}

    /** The owners destroy. */
    record WithOwners(ErasureBegun begun) implements Erasure {}

    /** The trail forgets. */
    record WithTrail(TrailErasureRequested requested) implements Erasure {}

    /** Done. */
    record Complete(ErasureCompleted completed) implements Erasure {}

    /** The state after {@code event}. */
    static Erasure after(ErasureEvent event) {
        return switch (event) {
            case ErasureBegun begun -> new WithOwners(begun);
            case TrailErasureRequested requested -> new WithTrail(requested);
            case ErasureCompleted completed -> new Complete(completed);
        };
    }
}
