// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** State of one erasure from the trail. */
public sealed interface Erasure {

    /** Not done, as far as is known; erasing twice does no harm. */
    record Open() implements Erasure {}

    /** Done. */
    record Done(
            UUID erasure,
            long entries,
            SubjectErased.Reason reason,
            SubjectErased.@Nullable Evidence evidence)
            implements Erasure {}
}
