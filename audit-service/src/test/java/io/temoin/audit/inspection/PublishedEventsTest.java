// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.inspection.domain.InspectionEvent;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailEntryRead;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailFollowed;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailSearched;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.InMemoryShreddableKeys;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks at the trail, encoded as the store encodes them, are what contracts/ promises. */
class PublishedEventsTest {

    private static final String SUBJECT = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");
    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();
    private static final Map<String, InspectionEvent> LOOKS =
            Map.of(
                    "TrailSearched",
                    new TrailSearched(
                            new TreeMap<>(
                                    Map.of(
                                            "subject",
                                            SUBJECT,
                                            "action",
                                            "LISTENING_GRANTED",
                                            "from",
                                            "2026-11-01T00:00:00Z")),
                            50,
                            Instant.parse("2026-11-24T09:12:03.512345Z"),
                            null),
                    "TrailEntryRead",
                    new TrailEntryRead(
                            "01990000-0000-7000-8000-000000000004.0",
                            SUBJECT,
                            "01990000-0000-7000-8000-000000000001"),
                    "TrailFollowed",
                    new TrailFollowed(
                            new TreeMap<>(
                                    Map.of("outcome", "REFUSED", "organisation", "voix-du-rhone")),
                            false));

    static List<EventContract> contracts() {
        return EventContract.publishedBy("audit").stream()
                .filter(contract -> LOOKS.containsKey(contract.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isExactlyTheExampleOfItsContract(EventContract contract) {
        contract.isExactly(payload(Objects.requireNonNull(LOOKS.get(contract.name()))));
    }

    @Test
    void aFirstPageOfEverythingKeepsItsContract() {
        EventContract.of("io.temoin.audit.TrailSearched.v1")
                .accepts(payload(new TrailSearched(new TreeMap<>(), 0, null, null)));
    }

    @Test
    void aRunOfASavedSearchKeepsTheContractAndNamesIt() {
        String run =
                payload(
                        new TrailSearched(
                                new TreeMap<>(),
                                0,
                                null,
                                UUID.fromString("01990000-0000-8000-8000-000000000060")));

        EventContract.of("io.temoin.audit.TrailSearched.v1").accepts(run);
        assertThat(run).contains("\"savedSearch\":\"01990000-0000-8000-8000-000000000060\"");
    }

    @Test
    void hasAContractForEveryEvent() {
        assertThat(
                        InspectionStream.codec(KEYS).versions().entrySet().stream()
                                .map(type -> type.getKey() + ".v" + type.getValue()))
                .containsExactlyInAnyOrderElementsOf(
                        contracts().stream()
                                .map(contract -> contract.name() + ".v" + contract.version())
                                .toList());
    }

    private static String payload(InspectionEvent look) {
        UUID id = UUID.fromString("01990000-0000-7000-8000-0000000000aa");
        EventMetadata metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        id,
                        null,
                        "correlation",
                        null,
                        null,
                        NOW);
        return InspectionStream.codec(KEYS)
                .encodeAll(new StreamId("inspection", id.toString()), List.of(look), metadata)
                .await()
                .indefinitely()
                .getFirst()
                .payload();
    }
}
