// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import static io.temoin.consent.notice.domain.Texts.TRAINING;
import static io.temoin.consent.notice.domain.Texts.drafted;
import static io.temoin.consent.notice.domain.Texts.published;
import static io.temoin.consent.notice.domain.Texts.retired;
import static io.temoin.consent.notice.domain.Texts.spoken;

import io.temoin.consent.EventExamples;
import io.temoin.consent.notice.domain.NoticeEvent;
import io.temoin.consent.notice.domain.Texts;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published of notices is what {@code contracts/} promises. */
class PublishedNoticesTest {

    private final EventExamples<NoticeEvent> examples =
            new EventExamples<>(
                    NoticeStream.codec(new InMemoryShreddableKeys()),
                    new StreamId("notice", "rhone-telecom"),
                    new Actor("0f0e0d0c-0000-4000-8000-000000000001", "rhone-telecom", "dpo", null),
                    Texts.NOW);

    static Stream<NoticeEvent> events() {
        return Stream.of(
                drafted(2, spoken(TRAINING)),
                published(2, spoken(TRAINING), Texts.LATER),
                retired(2));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isTheExampleOfItsContractAndReadForEver(NoticeEvent event) throws IOException {
        examples.isTheExample(event);
        examples.isReadForEver(event);
    }
}
