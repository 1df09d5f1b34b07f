// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.register.domain.EndedByPerson;
import io.temoin.retention.register.domain.GoneItem;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemsRegistered;
import io.temoin.retention.register.domain.ProlongedItem;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was registered before it was said what is gone is still read. */
class OlderRegistrationTest {

    private static final Instant AT = Instant.parse("2026-11-24T09:30:00Z");
    private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");

    private static ItemsRegistered read(String payload) {
        var metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        ID,
                        null,
                        "correlation",
                        null,
                        null,
                        AT);
        var stored =
                new StoredEvent(
                        new StreamId("register", ID.toString()),
                        1,
                        "ItemsRegistered",
                        1,
                        payload,
                        0,
                        metadata);
        return RegistrationStream.codec(new InMemoryShreddableKeys())
                .decodeAll(List.of(stored))
                .await()
                .indefinitely()
                .getFirst()
                .event();
    }

    @Test
    void isReadWithoutWhatIsGone() {
        var older =
                read(
                        """
                        {"items": [], "prolonged": [
                          {"item": "019a0000-0000-7000-8000-000000000001",
                           "kind": "CONSENT_PROOF", "keepUntil": "2029-11-24"}]}""");

        assertThat(older)
                .isEqualTo(
                        new ItemsRegistered(
                                List.of(),
                                List.of(
                                        new ProlongedItem(
                                                ID,
                                                ItemKind.CONSENT_PROOF,
                                                LocalDate.of(2029, 11, 24)))));
        assertThat(older.gone()).isEmpty();
        assertThat(older.ended()).isEmpty();
    }

    @Test
    void saysWhetherItTellsOfAnything() {
        var item = new GoneItem(ID, ItemKind.TRANSCRIPT, AT);
        var gone = new ItemsRegistered(List.of(), List.of(), List.of(item));

        assertThat(new ItemsRegistered(List.of(), List.of()).tellsOfNothing()).isTrue();
        assertThat(gone.tellsOfNothing()).isFalse();
        var ended = new EndedByPerson("rhone-telecom", "p", List.of("PROSPECTING_CALL"), AT);
        assertThat(
                        new ItemsRegistered(List.of(), List.of(), List.of(), List.of(ended))
                                .tellsOfNothing())
                .isFalse();
        assertThat(read("{\"items\": [], \"prolonged\": [], \"gone\": []}").tellsOfNothing())
                .isTrue();
        assertThat(new ItemsRegistered(List.of(), prolonged()).tellsOfNothing()).isFalse();
    }

    private static List<ProlongedItem> prolonged() {
        return List.of(new ProlongedItem(ID, ItemKind.CONSENT_PROOF, LocalDate.of(2029, 11, 24)));
    }
}
