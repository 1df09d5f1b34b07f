// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import static io.temoin.consent.notice.domain.Texts.TRAINING;
import static io.temoin.consent.notice.domain.Texts.drafted;
import static io.temoin.consent.notice.domain.Texts.published;
import static io.temoin.consent.notice.domain.Texts.retired;
import static io.temoin.consent.notice.domain.Texts.spoken;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import io.temoin.consent.notice.domain.NoticeEvent;
import io.temoin.consent.notice.domain.Texts;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.InMemoryShreddableKeys;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published of notices is what {@code contracts/} promises. */
class PublishedNoticesTest {

    private static final StreamId STREAM = new StreamId("notice", "rhone-telecom");
    private static final EventMetadata CIRCUMSTANCES =
            new EventMetadata(
                    new TenantId("helios"),
                    new Actor("0f0e0d0c-0000-4000-8000-000000000001", "rhone-telecom", "dpo", null),
                    UUID.fromString("019a0000-0000-8000-8000-00000000000a"),
                    null,
                    "019a0000-0000-7000-8000-00000000000b",
                    null,
                    null,
                    Texts.NOW);

    private final EventCodec<NoticeEvent> codec = NoticeStream.codec(new InMemoryShreddableKeys());

    static Stream<NoticeEvent> events() {
        return Stream.of(
                drafted(2, spoken(TRAINING)),
                published(2, spoken(TRAINING), Texts.LATER),
                retired(2));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isTheExampleOfItsContractAndReadForEver(NoticeEvent event) throws IOException {
        String name = event.getClass().getSimpleName();
        String type = "io.temoin.consent." + name + ".v1";
        String published =
                codec.encodeAll(STREAM, List.of(event), CIRCUMSTANCES)
                        .await()
                        .indefinitely()
                        .getFirst()
                        .payload();
        if (Boolean.getBoolean("temoin.contracts.update")) {
            Files.writeString(
                    ContractFiles.event(type).resolve("example.json"),
                    EventCodec.JSON
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(EventCodec.JSON.readTree(published))
                            + "\n");
        }
        EventContract contract = EventContract.of(type);
        contract.accepts(published);
        assertThat(EventCodec.JSON.readTree(published))
                .isEqualTo(EventCodec.JSON.readTree(contract.example()));
        var stored = new StoredEvent(STREAM, 1, name, 1, contract.example(), 0, CIRCUMSTANCES);
        assertThat(codec.decodeAll(List.of(stored)).await().indefinitely().getFirst().event())
                .isEqualTo(event);
    }
}
