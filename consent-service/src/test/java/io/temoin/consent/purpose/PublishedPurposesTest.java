// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import static io.temoin.consent.purpose.domain.Declarations.NOW;
import static io.temoin.consent.purpose.domain.Declarations.ONE_MONTH;
import static io.temoin.consent.purpose.domain.Declarations.WEIGHED;
import static io.temoin.consent.purpose.domain.Declarations.activating;
import static io.temoin.consent.purpose.domain.Declarations.after;
import static io.temoin.consent.purpose.domain.Declarations.declaring;
import static io.temoin.consent.purpose.domain.Declarations.retiring;
import static io.temoin.consent.purpose.domain.Declarations.revising;

import io.temoin.consent.EventExamples;
import io.temoin.consent.purpose.domain.PurposeEvent;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published of purposes is what {@code contracts/} promises. */
class PublishedPurposesTest {

    private final EventExamples<PurposeEvent> examples =
            new EventExamples<>(
                    PurposeStream.codec(new InMemoryShreddableKeys()),
                    new StreamId("purpose", "rhone-telecom-quality"),
                    new Actor("0f0e0d0c-0000-4000-8000-000000000001", "rhone-telecom", "dpo", null),
                    NOW);

    static Stream<PurposeEvent> events() {
        return Stream.of(
                after(declaring(), activating(WEIGHED), revising(1, ONE_MONTH), retiring()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isTheExampleOfItsContractAndReadForEver(PurposeEvent event) throws IOException {
        examples.isTheExample(event);
        examples.isReadForEver(event);
    }
}
