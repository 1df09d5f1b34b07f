// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import io.temoin.shredding.keys.KeyDestroyed;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.ShreddableKeys;
import io.temoin.shredding.keys.Tampered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventCodecTest {

    private static final SubjectId SUBJECT = new SubjectId("0123456789abcdef0123456789abcdef");
    private static final TenantId HELIOS = new TenantId("helios");
    private static final StreamId STREAM = new StreamId("thing", "1");
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

    record Name(String first, String last) {}

    record Contact(Personal<Name> name, List<Personal<String>> numbers) {}

    sealed interface Event {
        record Met(Contact contact, Period keepFor, Instant at) implements Event {}

        record Renamed(String label, @Nullable String note) implements Event {}
    }

    private final ShreddableKeys keys = new InMemoryShreddableKeys();
    private final EventCodec<Event> codec = new EventCodec<>(Event.class, keys);
    private final EventMetadata metadata =
            EventStoreContract.metadata(
                    HELIOS, UUID.fromString("00000000-0000-4000-8000-000000000001"));

    private static Event.Met met() {
        return met(SUBJECT);
    }

    private static Event.Met met(SubjectId who) {
        return new Event.Met(
                new Contact(
                        Personal.plaintext(new Name("Clémentine", "Personne"), who),
                        List.of(
                                Personal.plaintext("+33199000001", who),
                                Personal.plaintext("+33199000002", who))),
                Period.ofMonths(6),
                NOW);
    }

    @Test
    void readsBackWhatItWrote() {
        StoredEvent stored = stored(met());

        assertThat(decode(stored)).isEqualTo(met());
    }

    @Test
    void readsTheEventsOfSeveralSubjectsInTheirOrder() {
        // Given
        SubjectId other = new SubjectId("fedcba9876543210fedcba9876543210");
        List<Event> events =
                List.of(
                        new Event.Renamed("a", null),
                        met(),
                        met(other),
                        new Event.Renamed("b", null),
                        met());
        List<NewEvent> encoded = codec.encodeAll(STREAM, events, metadata).await().indefinitely();
        keys.destroy(HELIOS, new KeyScope.Subject(other), "ERASURE", NOW).await().indefinitely();

        // When
        List<RecordedEvent<Event>> read =
                codec.decodeAll(
                                StoredEventRows.written(new Append(STREAM, 7, encoded, metadata))
                                        .events())
                        .await()
                        .indefinitely();

        // Then
        assertThat(read).extracting(RecordedEvent::version).containsExactly(8L, 9L, 10L, 11L, 12L);
        assertThat(read)
                .extracting(RecordedEvent::event)
                .satisfiesExactly(
                        event -> assertThat(event).isEqualTo(events.get(0)),
                        event -> assertThat(event).isEqualTo(events.get(1)),
                        event ->
                                assertThat(((Event.Met) event).contact().name())
                                        .isEqualTo(
                                                new Personal.Erased<Name>(other, NOW, "ERASURE")),
                        event -> assertThat(event).isEqualTo(events.get(3)),
                        event -> assertThat(event).isEqualTo(events.get(4)));
    }

    @Test
    void writesNoPersonalValueInClear() {
        assertThat(stored(met()).payload())
                .contains("\"subject\":\"0123456789abcdef0123456789abcdef\"", "sealed")
                .doesNotContain("Personne", "mentine", "+33199000001", "+33199000002");
    }

    @Test
    void readsErasedValuesAsErasedOnceTheKeyIsDestroyed() {
        StoredEvent stored = stored(met());
        keys.destroy(HELIOS, new KeyScope.Subject(SUBJECT), "ERASURE", NOW).await().indefinitely();

        Event.Met read = (Event.Met) decode(stored);

        assertThat(read.contact().name())
                .isEqualTo(new Personal.Erased<Name>(SUBJECT, NOW, "ERASURE"));
        assertThat(read.contact().numbers()).allMatch(Personal.Erased.class::isInstance);
        assertThat(read.keepFor()).isEqualTo(Period.ofMonths(6));
    }

    @Test
    void recordsNothingMoreOfAnErasedSubject() {
        keys.destroy(HELIOS, new KeyScope.Subject(SUBJECT), "ERASURE", NOW).await().indefinitely();

        assertThatThrownBy(() -> stored(met())).isInstanceOf(KeyDestroyed.class);
    }

    @Test
    void refusesAPersonalValueThatWasMovedToAnotherEvent() {
        StoredEvent stored = stored(met());
        StoredEvent moved =
                new StoredEvent(
                        stored.stream(),
                        stored.version(),
                        stored.type(),
                        stored.typeVersion(),
                        stored.payload(),
                        1,
                        stored.metadata());

        assertThatThrownBy(() -> decode(moved)).isInstanceOf(Tampered.class);
    }

    @Test
    void leavesAbsentFieldsOutAndReadsThemAsAbsent() {
        StoredEvent stored = stored(new Event.Renamed("a", null));

        assertThat(stored.payload()).isEqualTo("{\"label\":\"a\"}");
        assertThat(decode(stored)).isEqualTo(new Event.Renamed("a", null));
    }

    @Test
    void readsEveryVersionEverWrittenThroughTheUpcasters() throws IOException {
        EventCodec<Event> newer =
                new EventCodec<>(Event.class, keys)
                        .upcaster(
                                "Renamed", 1, old -> old.put("label", old.remove("name").asText()))
                        .upcaster("Renamed", 2, old -> old.put("note", "from v2"));

        assertThat(newer.versions()).containsEntry("Renamed", 3).containsEntry("Met", 1);
        for (int version = 1; version <= 3; version++) {
            String golden =
                    Files.readString(
                            Path.of("src/test/resources/golden/Renamed.v" + version + ".json"));
            StoredEvent stored =
                    new StoredEvent(STREAM, 1, "Renamed", version, golden, 0, metadata);

            Event read = newer.decodeAll(List.of(stored)).await().indefinitely().getFirst().event();

            assertThat(read).isEqualTo(new Event.Renamed("fibre", "from v2"));
        }
    }

    @Test
    void refusesAnEventItDoesNotKnow() {
        StoredEvent stored = new StoredEvent(STREAM, 1, "Stranger", 1, "{}", 0, metadata);

        assertThatThrownBy(() -> decode(stored))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Stranger");
    }

    private StoredEvent stored(Event event) {
        List<NewEvent> encoded =
                codec.encodeAll(STREAM, List.of(event), metadata).await().indefinitely();
        return StoredEventRows.written(new Append(STREAM, 0, encoded, metadata))
                .events()
                .getFirst();
    }

    private Event decode(StoredEvent stored) {
        return codec.decodeAll(List.of(stored)).await().indefinitely().getFirst().event();
    }
}
