// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.audit.search.domain.SavedSearch.Saved;
import io.temoin.audit.search.domain.SavedSearchCommand.ChangeSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.CreateSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.DeleteSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.ForgetRevision;
import io.temoin.audit.search.domain.SavedSearchCommand.ForgetSavedSearch;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchChanged;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchCreated;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchDeleted;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedSearchDeciderTest {

    private static final UUID ID = UUID.fromString("01990000-0000-8000-8000-000000000060");
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private static final Requester CLAIRE = new Requester("claire", "voix", false, false);
    private static final Requester COLLEAGUE = new Requester("paul", "voix", false, false);
    private static final Requester DPO = new Requester("ines", "voix", true, false);
    private static final Requester TENANTS_OWN = new Requester("delphine", "helios", true, true);
    private static final Requester ELSEWHERE = new Requester("max", "other", true, false);

    /** The same person after a change of employer. */
    private static final Requester CLAIRE_ELSEWHERE =
            new Requester("claire", "other", false, false);

    private static final SearchContent PRIVATE = content("Mine", Sharing.PRIVATE);
    private static final SearchContent SHARED = content("Ours", Sharing.ORGANISATION);

    private final DeciderSpecification<SavedSearchCommand, SavedSearch, SavedSearchEvent> search =
            DeciderSpecification.of(new SavedSearchDecider());

    @Nested
    class Create {

        @Test
        void keepsAllThatWasSaidAndWhoseItIs() {
            search.given()
                    .when(new CreateSavedSearch(ID, CLAIRE, PRIVATE, 0, NOW))
                    .then(
                            new SavedSearchCreated(
                                    ID,
                                    "claire",
                                    "voix",
                                    "Mine",
                                    "What for",
                                    new TreeMap<>(Map.of("action", "LISTENING_REFUSED")),
                                    new SearchWindow("P7D"),
                                    Sharing.PRIVATE,
                                    NOW));
        }

        @Test
        void happensOnce() {
            CreateSavedSearch again = new CreateSavedSearch(ID, CLAIRE, PRIVATE, 1, LATER);

            search.given(created(PRIVATE)).when(again).thenNothing();
            search.given(created(PRIVATE), new SavedSearchDeleted(ID)).when(again).thenNothing();
        }

        @Test
        void isRefusedFromTheTwoHundredAndFirstOn() {
            search.given()
                    .when(new CreateSavedSearch(ID, CLAIRE, PRIVATE, 199, NOW))
                    .then(created(PRIVATE));
            search.given()
                    .when(new CreateSavedSearch(ID, CLAIRE, PRIVATE, 200, NOW))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCHES_TOO_MANY);
        }
    }

    @Nested
    class Change {

        @Test
        void makesItWhatItsOwnerSays() {
            search.given(created(PRIVATE))
                    .when(new ChangeSavedSearch(CLAIRE, Set.of(1L), SHARED, LATER))
                    .then(changed(SHARED));
        }

        @Test
        void isNoneWhenItIsSoAlready() {
            search.given(created(PRIVATE))
                    .when(new ChangeSavedSearch(CLAIRE, Set.of(1L), PRIVATE, LATER))
                    .thenNothing();
        }

        @Test
        void isRefusedToWhoDidNotSeeWhatItIsNow() {
            search.given(created(PRIVATE), changed(SHARED))
                    .when(new ChangeSavedSearch(CLAIRE, Set.of(1L), PRIVATE, LATER))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_STALE);
            search.given(created(PRIVATE))
                    .when(new ChangeSavedSearch(CLAIRE, Set.of(), SHARED, LATER))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_STALE);
        }

        @Test
        void isMadeToWhateverItIsWhereThatIsWanted() {
            search.given(created(PRIVATE), changed(SHARED))
                    .when(new ChangeSavedSearch(CLAIRE, null, PRIVATE, LATER))
                    .then(changed(PRIVATE));
        }

        @Test
        void isRefusedToOthersWhoSeeIt() {
            for (Requester other : List.of(COLLEAGUE, DPO)) {
                search.given(created(SHARED))
                        .when(new ChangeSavedSearch(other, null, PRIVATE, LATER))
                        .thenRejected(SavedSearchProblem.SAVED_SEARCH_OF_ANOTHER);
            }
        }

        @Test
        void findsNothingForOthersWhoDoNot() {
            for (Requester other : List.of(COLLEAGUE, DPO, ELSEWHERE, CLAIRE_ELSEWHERE)) {
                search.given(created(PRIVATE))
                        .when(new ChangeSavedSearch(other, null, SHARED, LATER))
                        .thenRejected(SavedSearchProblem.SAVED_SEARCH_UNKNOWN);
            }
        }
    }

    @Nested
    class Delete {

        @Test
        void isForItsOwner() {
            search.given(created(PRIVATE))
                    .when(new DeleteSavedSearch(CLAIRE, null))
                    .then(new SavedSearchDeleted(ID));
        }

        @Test
        void isForADataProtectionOfficerWhereItIsShared() {
            search.given(created(SHARED))
                    .when(new DeleteSavedSearch(DPO, null))
                    .then(new SavedSearchDeleted(ID));
            search.given(created(SHARED))
                    .when(new DeleteSavedSearch(COLLEAGUE, null))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_OF_ANOTHER);
        }

        /** Its owner may have left, and nobody else of the organisation may see it. */
        @Test
        void isForADataProtectionOfficerWhoOverseesItInTheVersionThatIsThere() {
            for (Requester officer : List.of(DPO, TENANTS_OWN)) {
                search.given(created(SHARED), changed(PRIVATE))
                        .when(new DeleteSavedSearch(officer, Set.of(2L)))
                        .then(new SavedSearchDeleted(ID));
                search.given(created(SHARED), changed(PRIVATE))
                        .when(new DeleteSavedSearch(officer, Set.of(1L)))
                        .thenRejected(SavedSearchProblem.SAVED_SEARCH_STALE);
                search.given(created(PRIVATE))
                        .when(new DeleteSavedSearch(officer, null))
                        .thenRejected(SavedSearchProblem.SAVED_SEARCH_UNSEEN);
            }
            search.given(created(SHARED))
                    .when(new DeleteSavedSearch(TENANTS_OWN, null))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_UNSEEN);
            search.given(created(SHARED))
                    .when(new DeleteSavedSearch(ELSEWHERE, Set.of(1L)))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_UNKNOWN);
        }

        @Test
        void findsNothingForWhoDoesNotSeeIt() {
            search.given(created(PRIVATE))
                    .when(new DeleteSavedSearch(COLLEAGUE, Set.of(1L)))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_UNKNOWN);
            search.given(created(SHARED))
                    .when(new DeleteSavedSearch(CLAIRE_ELSEWHERE, Set.of(1L)))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_UNKNOWN);
        }

        @Test
        void isOfWhatWasSeenWhereThatIsSaid() {
            search.given(created(SHARED), changed(PRIVATE))
                    .when(new DeleteSavedSearch(CLAIRE, Set.of(1L)))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_STALE);
            search.given(created(SHARED), changed(PRIVATE))
                    .when(new DeleteSavedSearch(CLAIRE, Set.of(1L, 2L)))
                    .then(new SavedSearchDeleted(ID));
        }

        @Test
        void leavesNothingToChangeOrDelete() {
            search.given(created(SHARED), new SavedSearchDeleted(ID))
                    .when(new DeleteSavedSearch(CLAIRE, null))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_UNKNOWN);
            search.given(created(SHARED), new SavedSearchDeleted(ID))
                    .when(new ChangeSavedSearch(CLAIRE, null, PRIVATE, LATER))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_UNKNOWN);
            search.given(created(SHARED), new SavedSearchDeleted(ID))
                    .when(new DeleteSavedSearch(DPO, Set.of(1L)))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_UNKNOWN);
            search.given()
                    .when(new DeleteSavedSearch(CLAIRE, null))
                    .thenRejected(SavedSearchProblem.SAVED_SEARCH_UNKNOWN);
        }
    }

    @Nested
    class Forget {

        private final ForgetSavedSearch command = new ForgetSavedSearch("5ab1ec7");

        @Test
        void deletesASearchForThePersonWhosesoeverItIs() {
            search.given(created(asking("subject"))).when(command).then(new SavedSearchDeleted(ID));
            search.given(created(asking("actor"))).when(command).then(new SavedSearchDeleted(ID));
        }

        /** What was kept does not say for whom: its revision does. */
        @Test
        void deletesTheRevisionThatNamesSomebodyErasedAndNoOther() {
            search.given(created(asking("subject")))
                    .when(new ForgetRevision(1))
                    .then(new SavedSearchDeleted(ID));
            search.given(created(asking("subject"))).when(new ForgetRevision(2)).thenNothing();
            search.given(created(asking("subject")), new SavedSearchDeleted(ID))
                    .when(new ForgetRevision(1))
                    .thenNothing();
            search.given().when(new ForgetRevision(1)).thenNothing();
        }

        /** Saved for somebody who cannot be told any more: it finds nothing and goes. */
        @Test
        void deletesASearchForSomebodyErased() {
            SearchContent erased =
                    new SearchContent(
                            "Theirs",
                            null,
                            new TreeMap<>(Map.of("subject", SearchContent.ERASED)),
                            null,
                            Sharing.PRIVATE);
            search.given(created(erased)).when(command).then(new SavedSearchDeleted(ID));
        }

        @Test
        void leavesWhatAsksForThePersonNoMoreOrNeverDid() {
            search.given(created(PRIVATE)).when(command).thenNothing();
            search.given(created(asking("subject")), changed(SHARED)).when(command).thenNothing();
            search.given(created(asking("subject")), new SavedSearchDeleted(ID))
                    .when(command)
                    .thenNothing();
            search.given().when(command).thenNothing();
        }

        private static SearchContent asking(String filter) {
            return new SearchContent(
                    "Theirs",
                    null,
                    new TreeMap<>(Map.of(filter, "5ab1ec7")),
                    null,
                    Sharing.PRIVATE);
        }
    }

    @Nested
    class State {

        private final SavedSearchDecider decider = new SavedSearchDecider();

        @Test
        void countsItsRevisionsAndKeepsItsOwner() {
            SavedSearch state = decider.replay(List.of(created(PRIVATE), changed(SHARED)));

            assertThat(state).isEqualTo(new Saved(ID, "claire", "voix", SHARED, 2, NOW, LATER));
        }

        @Test
        void cannotBeChangedBeforeItIsThere() {
            assertThatThrownBy(() -> decider.replay(List.of(changed(SHARED))))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void cannotBeChangedWhenItIsGone() {
            List<SavedSearchEvent> history =
                    List.of(created(PRIVATE), new SavedSearchDeleted(ID), changed(SHARED));

            assertThatThrownBy(() -> decider.replay(history))
                    .isInstanceOf(IllegalStateException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {SearchContent.FROM, SearchContent.TO})
        void hasAWindowOrFixedTimes(String fixed) {
            TreeMap<String, String> filters = new TreeMap<>(Map.of(fixed, NOW.toString()));
            SearchWindow window = new SearchWindow("P7D");

            assertThatThrownBy(() -> new SearchContent("n", null, filters, window, Sharing.PRIVATE))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isShownWithinItsOrganisation(boolean shared) {
            SavedSearch state = decider.replay(List.of(created(shared ? SHARED : PRIVATE)));

            assertThat(isShown(state, CLAIRE)).isTrue();
            assertThat(isShown(state, COLLEAGUE)).isEqualTo(shared);
            assertThat(isShown(state, DPO)).isEqualTo(shared);
            assertThat(isShown(state, ELSEWHERE)).isFalse();
            assertThat(isShown(state, CLAIRE_ELSEWHERE)).isFalse();
        }

        private static boolean isShown(SavedSearch state, Requester requester) {
            try {
                return state.shownTo(requester).id().equals(ID);
            } catch (Rejected refusal) {
                assertThat(refusal.code()).isEqualTo(SavedSearchProblem.SAVED_SEARCH_UNKNOWN);
                return false;
            }
        }
    }

    private static SavedSearchCreated created(SearchContent content) {
        return new SavedSearchCreated(
                ID,
                "claire",
                "voix",
                content.name(),
                content.description(),
                content.filters(),
                content.window(),
                content.visibility(),
                NOW);
    }

    private static SavedSearchChanged changed(SearchContent content) {
        return new SavedSearchChanged(
                ID,
                content.name(),
                content.description(),
                content.filters(),
                content.window(),
                content.visibility(),
                LATER);
    }

    private static SearchContent content(String name, Sharing visibility) {
        return new SearchContent(
                name,
                "What for",
                new TreeMap<>(Map.of("action", "LISTENING_REFUSED")),
                new SearchWindow("P7D"),
                visibility);
    }
}
