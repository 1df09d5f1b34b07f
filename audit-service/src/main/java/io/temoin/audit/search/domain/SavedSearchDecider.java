// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

import io.temoin.audit.search.domain.SavedSearch.Deleted;
import io.temoin.audit.search.domain.SavedSearch.Saved;
import io.temoin.audit.search.domain.SavedSearch.Unknown;
import io.temoin.audit.search.domain.SavedSearchCommand.ChangeSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.CreateSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.DeleteSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.ForgetRevision;
import io.temoin.audit.search.domain.SavedSearchCommand.ForgetSavedSearch;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchChanged;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchCreated;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchDeleted;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A saved search is changed by its owner alone, from what the owner saw. A data protection officer
 * of the tenant deletes one as well, since its owner may have left: one that the officer does not
 * see, in the version that the register showed.
 */
public final class SavedSearchDecider
        implements Decider<SavedSearchCommand, SavedSearch, SavedSearchEvent> {

    /** So many one person may keep; who needs more does not find them again. */
    public static final int MOST = 200;

    @Override
    public SavedSearch initialState() {
        return new Unknown();
    }

    @Override
    public List<SavedSearchEvent> decide(SavedSearchCommand command, SavedSearch state) {
        return switch (command) {
            case CreateSavedSearch wanted -> create(wanted, state);
            case ChangeSavedSearch wanted -> change(wanted, state.shownTo(wanted.requester()));
            case DeleteSavedSearch wanted -> delete(wanted, state.knownTo(wanted.requester()));
            case ForgetSavedSearch(var subject) -> forget(subject, state);
            case ForgetRevision(var revision) -> forget(revision, state);
        };
    }

    /** An id comes from the command, so one that is taken is the same command again. */
    private static List<SavedSearchEvent> create(CreateSavedSearch wanted, SavedSearch state) {
        return switch (state) {
            case Saved _ -> List.of();
            case Deleted _ -> List.of();
            case Unknown _ -> {
                if (wanted.kept() >= MOST) {
                    throw new Rejected(
                            SavedSearchProblem.SAVED_SEARCHES_TOO_MANY,
                            "You have "
                                    + MOST
                                    + " saved searches, which is the maximum; delete one you no"
                                    + " longer need.");
                }
                yield List.of(created(wanted));
            }
        };
    }

    private static SavedSearchCreated created(CreateSavedSearch wanted) {
        SearchContent content = wanted.content();
        return new SavedSearchCreated(
                wanted.search(),
                wanted.requester().actor(),
                wanted.requester().organisation(),
                content.name(),
                content.description(),
                content.filters(),
                content.window(),
                content.visibility(),
                wanted.at());
    }

    private static List<SavedSearchEvent> change(ChangeSavedSearch wanted, Saved saved) {
        if (!saved.isOf(wanted.requester())) {
            throw new Rejected(
                    SavedSearchProblem.SAVED_SEARCH_OF_ANOTHER,
                    "Only its owner may change a saved search; save a copy of your own instead.");
        }
        requireSeen(wanted.expected(), saved);
        SearchContent content = wanted.content();
        return content.equals(saved.content())
                ? List.of()
                : List.of(
                        new SavedSearchChanged(
                                saved.id(),
                                content.name(),
                                content.description(),
                                content.filters(),
                                content.window(),
                                content.visibility(),
                                wanted.at()));
    }

    private static List<SavedSearchEvent> delete(DeleteSavedSearch wanted, Saved saved) {
        if (!saved.isOf(wanted.requester()) && !wanted.requester().oversees(saved.organisation())) {
            throw new Rejected(
                    SavedSearchProblem.SAVED_SEARCH_OF_ANOTHER,
                    "Only its owner or a data protection officer may delete a saved search.");
        }
        if (wanted.expected() == null && !saved.isShownTo(wanted.requester())) {
            throw new Rejected(
                    SavedSearchProblem.SAVED_SEARCH_UNSEEN,
                    "You may not read this saved search: send the version given in the register as"
                            + " If-Match.");
        }
        requireSeen(wanted.expected(), saved);
        return List.of(new SavedSearchDeleted(saved.id()));
    }

    /** Whose it is does not matter: who is erased is not looked for any more. */
    private static List<SavedSearchEvent> forget(String subject, SavedSearch state) {
        return state instanceof Saved saved && saved.content().asksFor(subject)
                ? List.of(new SavedSearchDeleted(saved.id()))
                : List.of();
    }

    private static List<SavedSearchEvent> forget(long revision, SavedSearch state) {
        return state instanceof Saved saved && saved.revision() == revision
                ? List.of(new SavedSearchDeleted(saved.id()))
                : List.of();
    }

    private static void requireSeen(@Nullable Set<Long> expected, Saved saved) {
        if (expected != null && !expected.contains(saved.revision())) {
            throw new Rejected(
                    SavedSearchProblem.SAVED_SEARCH_STALE,
                    "The saved search has changed since you read it; read it again.");
        }
    }

    @Override
    public SavedSearch evolve(SavedSearch state, SavedSearchEvent event) {
        return switch (event) {
            case SavedSearchCreated created ->
                    new Saved(
                            created.savedSearch(),
                            created.owner(),
                            created.organisation(),
                            created.content(),
                            1,
                            created.at(),
                            created.at());
            case SavedSearchChanged changed -> changed(state, changed);
            case SavedSearchDeleted _ -> new Deleted();
        };
    }

    private static Saved changed(SavedSearch state, SavedSearchChanged changed) {
        return switch (state) {
            case Saved before ->
                    new Saved(
                            before.id(),
                            before.owner(),
                            before.organisation(),
                            changed.content(),
                            before.revision() + 1,
                            before.createdAt(),
                            changed.at());
            case Unknown _, Deleted _ ->
                    throw new IllegalStateException("only what is kept is changed");
        };
    }
}
