// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import java.util.Set;

/** What comes of holding an entry of the trail against its leaf. */
sealed interface EntryVerdict {

    /** The entry is what its leaf commits to; what is missing went with an erasure in the log. */
    record Consistent() implements EntryVerdict {}

    /**
     * The entry is what its leaf commits to, and names persons whom an erasure in the log took out
     * of it, or whose destroyed key it lies under: it came in meanwhile, or from a backup.
     */
    record NamesErasedPerson(Set<String> persons) implements EntryVerdict {

        /** Copies the set. */
        public NamesErasedPerson {
            persons = Set.copyOf(persons);
        }
    }

    /** An erasure is under way, and what is on record of it is not in the log yet. */
    record ErasurePending() implements EntryVerdict {}

    /** The erasure that took what is missing is in the log, and no checkpoint covers it yet. */
    record Unsigned() implements EntryVerdict {}

    /** Somebody changed the entry, its salts or its leaf. */
    record Differs() implements EntryVerdict {}
}
