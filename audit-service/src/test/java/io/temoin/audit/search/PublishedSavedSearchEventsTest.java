// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.temoin.audit.EventExamples;
import io.temoin.audit.search.domain.Requester;
import io.temoin.audit.search.domain.SavedSearchCommand.ChangeSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.CreateSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.DeleteSavedSearch;
import io.temoin.audit.search.domain.SavedSearchDecider;
import io.temoin.audit.search.domain.SavedSearchEvent;
import io.temoin.audit.search.domain.SearchContent;
import io.temoin.audit.search.domain.SearchWindow;
import io.temoin.audit.search.domain.Sharing;
import io.temoin.chassis.testing.EventContract;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the decider really decides, encoded as the store encodes it, is what contracts/ promises.
 */
class PublishedSavedSearchEventsTest {

    private static final UUID ID = UUID.fromString("01990000-0000-8000-8000-000000000060");
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final EventExamples<SavedSearchEvent> EXAMPLES = examples();

    static List<EventContract> contracts() {
        return EventExamples.contracts("SavedSearch");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isExactlyTheExampleOfItsContract(EventContract contract) {
        EXAMPLES.areExactly(contract);
    }

    @Test
    void hasAContractForEveryEvent() {
        EXAMPLES.haveContracts(contracts());
    }

    private static EventExamples<SavedSearchEvent> examples() {
        Requester owner =
                new Requester(
                        "7a1d2c3e-4f50-4b61-8c72-9d83ae94bfa5", "voix-du-rhone", false, false);
        SearchContent weekly =
                new SearchContent(
                        "Refused listening requests of the week",
                        "For the Monday meeting.",
                        new TreeMap<>(
                                Map.of("service", "recording", "action", "LISTENING_REFUSED")),
                        new SearchWindow("P7D"),
                        Sharing.ORGANISATION);
        SearchContent fixed =
                new SearchContent(
                        "Listening sessions since November",
                        null,
                        new TreeMap<>(
                                Map.of(
                                        "action",
                                        "LISTENING_GRANTED",
                                        "from",
                                        "2026-11-01T00:00:00Z")),
                        null,
                        Sharing.PRIVATE);
        return new EventExamples<>(
                        SavedSearchStream.codec(new InMemoryShreddableKeys()), "savedsearch", ID)
                .decided(
                        new SavedSearchDecider(),
                        List.of(
                                new CreateSavedSearch(ID, owner, weekly, 0, NOW),
                                new ChangeSavedSearch(owner, null, fixed, NOW.plusSeconds(60)),
                                new DeleteSavedSearch(owner, null)));
    }
}
