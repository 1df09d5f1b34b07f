// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving;

import io.temoin.consent.EventExamples;
import io.temoin.consent.serving.domain.Reports;
import io.temoin.consent.serving.domain.ServingEvent;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published of announcements that were heard is what {@code contracts/} promises. */
class PublishedServingsTest {

    private final EventExamples<ServingEvent> examples =
            new EventExamples<>(
                    ServingStream.codec(new InMemoryShreddableKeys()),
                    new StreamId("served", Reports.DECISION.toString()),
                    new Actor(
                            "0f0e0d0c-0000-4000-8000-000000000001",
                            "voix-du-rhone",
                            "dialer",
                            null),
                    Reports.NOW);

    static Stream<ServingEvent> events() {
        return Stream.of(Reports.answered(), Reports.notPlayed());
    }

    @ParameterizedTest
    @MethodSource("events")
    void isTheExampleOfItsContract(ServingEvent event) throws IOException {
        examples.isTheExample(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventOfOldIsReadForEver(ServingEvent event) {
        examples.isReadForEver(event);
    }
}
