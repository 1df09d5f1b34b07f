// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of an erasure. */
public sealed interface ErasureCommand {

    /** Records that the person's key is destroyed. */
    record NoteKeyDestroyed(
            UUID erasure,
            SubjectErased.Reason reason,
            SubjectErased.@Nullable Evidence evidence,
            SubjectErased.@Nullable Overruling override)
            implements ErasureCommand {}

    /** Records what the erasure did. */
    record CompleteErasure(
            UUID erasure,
            ErasedList taken,
            SubjectErased.Reason reason,
            SubjectErased.@Nullable Evidence evidence,
            SubjectErased.@Nullable Overruling override)
            implements ErasureCommand {}

    /**
     * Leaves the entries to their period: another controller has some about the person, too.
     *
     * @param until when the last of them goes
     */
    record DeferErasure(UUID erasure, LocalDate until) implements ErasureCommand {}

    /**
     * What an erasure took.
     *
     * @param entries how many entries told of the person
     * @param digest of the list of them
     */
    record ErasedList(long entries, String digest) {}
}
