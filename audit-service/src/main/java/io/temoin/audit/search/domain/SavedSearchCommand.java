// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody wants of a saved search. */
public sealed interface SavedSearchCommand {

    /**
     * Keep a question.
     *
     * @param kept how many the requester has already
     * @param at when it is asked for
     */
    record CreateSavedSearch(
            UUID search, Requester requester, SearchContent content, long kept, Instant at)
            implements SavedSearchCommand {}

    /**
     * Make it what {@code content} says.
     *
     * @param expected revisions that the requester may have seen; {@code null} for any
     * @param at when it is asked for
     */
    record ChangeSavedSearch(
            Requester requester, @Nullable Set<Long> expected, SearchContent content, Instant at)
            implements SavedSearchCommand {}

    /**
     * Do not keep it any more.
     *
     * @param expected revisions that the requester may have seen; {@code null} for any
     */
    record DeleteSavedSearch(Requester requester, @Nullable Set<Long> expected)
            implements SavedSearchCommand {}

    /**
     * Do not keep it if it asks for a person who is erased.
     *
     * @param subject pseudonym of that person
     */
    record ForgetSavedSearch(String subject) implements SavedSearchCommand {}

    /**
     * Do not keep it if it is still what it became in this revision, which asks for somebody whose
     * key was gone already: what was kept does not say for whom.
     */
    record ForgetRevision(long revision) implements SavedSearchCommand {}
}
