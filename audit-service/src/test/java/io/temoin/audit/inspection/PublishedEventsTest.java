// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.EventExamples;
import io.temoin.audit.inspection.domain.InspectionEvent;
import io.temoin.audit.inspection.domain.InspectionEvent.Certified;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailEntryRead;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailFollowed;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailSearched;
import io.temoin.audit.intake.domain.SealedPerson;
import io.temoin.chassis.testing.EventContract;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks at the trail, encoded as the store encodes them, are what contracts/ promises. */
class PublishedEventsTest {

    private static final SealedPerson PERSON =
            new SealedPerson(
                    UUID.fromString("01990000-0000-4000-8000-0000000000bb"),
                    "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    private static final EventExamples<InspectionEvent> EXAMPLES =
            new EventExamples<>(
                            InspectionStream.codec(new InMemoryShreddableKeys()),
                            "inspection",
                            UUID.fromString("01990000-0000-7000-8000-0000000000aa"))
                    .with(
                            new TrailSearched(
                                    new TreeMap<>(
                                            Map.of(
                                                    "action",
                                                    "LISTENING_GRANTED",
                                                    "from",
                                                    "2026-11-01T00:00:00Z")),
                                    50,
                                    Instant.parse("2026-11-24T09:12:03.512345Z"),
                                    null,
                                    null,
                                    List.of(PERSON)))
                    .with(
                            new TrailEntryRead(
                                    "01990000-0000-7000-8000-000000000004.0",
                                    null,
                                    "01990000-0000-7000-8000-000000000001",
                                    List.of(PERSON)))
                    .with(
                            new TrailFollowed(
                                    new TreeMap<>(
                                            Map.of(
                                                    "outcome",
                                                    "REFUSED",
                                                    "organisation",
                                                    "voix-du-rhone")),
                                    false));

    static List<EventContract> contracts() {
        return Stream.of("TrailSearched", "TrailEntryRead", "TrailFollowed")
                .flatMap(name -> EventExamples.contracts(name).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isExactlyTheExampleOfItsContract(EventContract contract) {
        EXAMPLES.areExactly(contract);
    }

    @Test
    void aFirstPageOfEverythingKeepsItsContract() {
        EventContract.of("io.temoin.audit.TrailSearched.v1")
                .accepts(EXAMPLES.payload(new TrailSearched(new TreeMap<>(), 0, null, null)));
    }

    @Test
    void aRunOfASavedSearchKeepsTheContractAndNamesIt() {
        String run =
                EXAMPLES.payload(
                        new TrailSearched(
                                new TreeMap<>(),
                                0,
                                null,
                                UUID.fromString("01990000-0000-8000-8000-000000000060")));

        EventContract.of("io.temoin.audit.TrailSearched.v1").accepts(run);
        assertThat(run).contains("\"savedSearch\":\"01990000-0000-8000-8000-000000000060\"");
    }

    @Test
    void theLookOfACertificateKeepsTheContractAndNamesIt() {
        var given = new Certified("ab".repeat(32), List.of("01990000-0000-7000-8000-000000000009"));
        var look = new TrailSearched(new TreeMap<>(), 1, given);
        String payload = EXAMPLES.payload(look);

        EventContract.of("io.temoin.audit.TrailSearched.v1").accepts(payload);
        assertThat(payload)
                .contains("\"digest\":\"" + "ab".repeat(32) + "\"")
                .contains("\"dispositions\":[\"01990000-0000-7000-8000-000000000009\"]");
        assertThat(look.telling(new TreeMap<>(), List.of(PERSON)).certificate()).isEqualTo(given);
        assertThat(
                        EXAMPLES.payload(
                                new TrailSearched(
                                        new TreeMap<>(), 1, new Certified("ab".repeat(32), null))))
                .doesNotContain("dispositions");
    }

    /** What is left in clear names nobody, and a look at nobody has no list of persons. */
    @Test
    void tellsWhoWasAskedForSealedAlone() {
        var plain = new TreeMap<>(Map.of("action", "X"));
        var page =
                new TrailSearched(
                        new TreeMap<>(Map.of("subject", "s", "action", "X")), 1, null, null);
        var followed = new TrailFollowed(new TreeMap<>(Map.of("actor", "a")), true);
        var read = new TrailEntryRead("e", "s", "r");

        assertThat(page.told()).containsEntry("subject", "s");
        assertThat(page.telling(plain, List.of(PERSON)))
                .isEqualTo(new TrailSearched(plain, 1, null, null, null, List.of(PERSON)));
        assertThat(page.telling(plain, List.of()).persons()).isNull();
        assertThat(followed.told()).containsEntry("actor", "a");
        assertThat(followed.telling(new TreeMap<>(), List.of(PERSON)))
                .isEqualTo(new TrailFollowed(new TreeMap<>(), true, List.of(PERSON)));
        assertThat(read.told()).containsEntry("subject", "s");
        assertThat(read.telling(new TreeMap<>(), List.of(PERSON)))
                .isEqualTo(new TrailEntryRead("e", null, "r", List.of(PERSON)));
        assertThat(new TrailEntryRead("e", null, null).told()).isEmpty();
        assertThat(PERSON).hasToString("SealedPerson[" + PERSON.key() + "]");
    }

    @Test
    void hasAContractForEveryEvent() {
        EXAMPLES.haveContracts(contracts());
    }
}
