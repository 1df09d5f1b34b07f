// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.inspection;

import io.temoin.consent.EventExamples;
import io.temoin.consent.inspection.domain.InspectionEvent;
import io.temoin.consent.inspection.domain.InspectionEvent.ConsentsListed;
import io.temoin.consent.inspection.domain.InspectionEvent.PersonalDataRead;
import io.temoin.consent.inspection.domain.PersonalDocument;
import io.temoin.consent.inspection.domain.PersonalField;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published of readings is what {@code contracts/} promises. */
class PublishedReadingsTest {

    private final EventExamples<InspectionEvent> examples =
            new EventExamples<>(
                    InspectionStream.codec(new InMemoryShreddableKeys()),
                    new StreamId("inspection", "019a0000-0000-4000-8000-000000000021"),
                    new Actor(
                            "0f0e0d0c-0000-4000-8000-000000000001",
                            "voix-du-rhone",
                            "supervisor",
                            "LYON-3-117"),
                    Examples.NOW);

    static Stream<InspectionEvent> events() {
        return Stream.of(
                PersonalDataRead.of(
                                PersonalDocument.CONSENT_PROOF,
                                Examples.RHONE,
                                Examples.SUBJECT,
                                EnumSet.of(
                                        PersonalField.NUMBER,
                                        PersonalField.CONSENT,
                                        PersonalField.EVIDENCE))
                        .ofConsent(UUID.fromString("019a0000-0000-7000-8000-000000000001")),
                new ConsentsListed(
                        Examples.RHONE,
                        new TreeMap<>(
                                Map.of(
                                        "controller",
                                        Examples.RHONE.value(),
                                        "subject",
                                        Examples.SUBJECT.value(),
                                        "lookup",
                                        "NUMBER",
                                        "state",
                                        "GIVEN")),
                        2,
                        Examples.NOW));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isTheExampleOfItsContract(InspectionEvent event) throws IOException {
        examples.isTheExample(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventOfOldIsReadForEver(InspectionEvent event) {
        examples.isReadForEver(event);
    }
}
