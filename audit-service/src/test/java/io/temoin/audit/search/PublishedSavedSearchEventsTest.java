// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.search.domain.Asker;
import io.temoin.audit.search.domain.SavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand;
import io.temoin.audit.search.domain.SavedSearchCommand.ChangeSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.CreateSavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand.DeleteSavedSearch;
import io.temoin.audit.search.domain.SavedSearchDecider;
import io.temoin.audit.search.domain.SavedSearchEvent;
import io.temoin.audit.search.domain.SearchContent;
import io.temoin.audit.search.domain.SearchWindow;
import io.temoin.audit.search.domain.Visibility;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.InMemoryShreddableKeys;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the decider really decides, encoded as the store encodes it, is what contracts/ promises.
 */
class PublishedSavedSearchEventsTest {

    private static final UUID ID = UUID.fromString("01990000-0000-8000-8000-000000000060");
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();
    private static final Map<String, String> PUBLISHED = published();

    static Stream<EventContract> contracts() {
        return EventContract.publishedBy("audit").stream()
                .filter(contract -> contract.name().startsWith("SavedSearch"));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isExactlyTheExampleOfItsContract(EventContract contract) {
        contract.isExactly(PUBLISHED.getOrDefault(contract.name(), "null"));
    }

    @Test
    void hasAContractForEveryEvent() {
        assertThat(
                        SavedSearchStream.codec(KEYS).versions().entrySet().stream()
                                .map(it -> it.getKey() + ".v" + it.getValue()))
                .containsExactlyInAnyOrderElementsOf(
                        contracts().map(it -> it.name() + ".v" + it.version()).toList());
    }

    private static Map<String, String> published() {
        Asker owner = new Asker("7a1d2c3e-4f50-4b61-8c72-9d83ae94bfa5", "voix-du-rhone", false);
        SearchContent weekly =
                new SearchContent(
                        "Refused listenings of the week",
                        "For the meeting on Mondays.",
                        new TreeMap<>(
                                Map.of("service", "recording", "action", "LISTENING_REFUSED")),
                        new SearchWindow("P7D"),
                        Visibility.ORGANISATION);
        SearchContent fixed =
                new SearchContent(
                        "Listenings to a person",
                        null,
                        new TreeMap<>(
                                Map.of(
                                        "subject",
                                        "0123456789abcdef0123456789abcdef",
                                        "from",
                                        "2026-11-01T00:00:00Z")),
                        null,
                        Visibility.PRIVATE);
        return decided(
                new CreateSavedSearch(ID, owner, weekly, 0, NOW),
                new ChangeSavedSearch(owner, null, fixed, NOW.plusSeconds(60)),
                new DeleteSavedSearch(owner, null));
    }

    private static Map<String, String> decided(SavedSearchCommand... commands) {
        Map<String, String> published = new HashMap<>();
        SavedSearchDecider decider = new SavedSearchDecider();
        SavedSearch state = decider.initialState();
        for (SavedSearchCommand command : commands) {
            for (SavedSearchEvent event : decider.decide(command, state)) {
                state = decider.evolve(state, event);
                published.put(event.getClass().getSimpleName(), payload(event));
            }
        }
        return published;
    }

    private static String payload(SavedSearchEvent event) {
        EventMetadata metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        ID,
                        null,
                        "correlation",
                        null,
                        null,
                        NOW);
        return SavedSearchStream.codec(KEYS)
                .encodeAll(new StreamId("savedsearch", ID.toString()), List.of(event), metadata)
                .await()
                .indefinitely()
                .getFirst()
                .payload();
    }
}
