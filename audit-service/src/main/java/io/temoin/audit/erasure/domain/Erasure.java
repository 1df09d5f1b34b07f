// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** State of one erasure from the trail. */
public sealed interface Erasure {

    /** Not begun, as far as is known. */
    record Open() implements Erasure {}

    /** The key is destroyed; what the trail tells of the person may be there still. */
    record Begun(
            SubjectErased.Reason reason,
            SubjectErased.@Nullable Evidence evidence,
            SubjectErased.@Nullable Overruling override)
            implements Erasure {}

    /** Left to the period of the entries. */
    record Deferred(UUID erasure, LocalDate until) implements Erasure {}

    /** Done. */
    record Done(
            UUID erasure,
            long entries,
            SubjectErased.Reason reason,
            SubjectErased.@Nullable Evidence evidence,
            SubjectErased.@Nullable Overruling override)
            implements Erasure {}
}
