// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/**
 * Events of one stream against the examples in {@code contracts/}, for events in which nothing is
 * sealed: the same event is then always the same text. Run with {@code
 * -Dtemoin.contracts.update=true} to write the examples anew.
 *
 * @param <E> the events of the stream
 */
public final class EventExamples<E> {

    private final EventCodec<E> codec;
    private final StreamId stream;
    private final EventMetadata circumstances;

    /** Events that somebody of tenant {@code helios} caused at that moment. */
    public EventExamples(EventCodec<E> codec, StreamId stream, Actor by, Instant at) {
        this.codec = codec;
        this.stream = stream;
        this.circumstances = ExampleMetadata.by(by, at);
    }

    /** Asserts that the event is published as the example of its contract. */
    public void isTheExample(E event) throws IOException {
        String published =
                codec.encodeAll(stream, List.of(event), circumstances)
                        .await()
                        .indefinitely()
                        .getFirst()
                        .payload();
        if (Boolean.getBoolean("temoin.contracts.update")) {
            Files.writeString(
                    ContractFiles.event(type(event)).resolve("example.json"),
                    EventCodec.JSON
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(EventCodec.JSON.readTree(published))
                            + "\n");
        }
        EventContract.of(type(event)).isExactly(published);
    }

    /** Asserts that what was stored once is read as the event: events are for ever. */
    public void isReadForEver(E event) {
        String example = EventContract.of(type(event)).example();
        var stored = new StoredEvent(stream, 1, name(event), 1, example, 0, circumstances);

        assertThat(codec.decodeAll(List.of(stored)).await().indefinitely().getFirst().event())
                .isEqualTo(event);
    }

    private String type(E event) {
        return "io.temoin.consent." + name(event) + ".v1";
    }

    private String name(E event) {
        return event.getClass().getSimpleName();
    }
}
