// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.KeyedFor;
import io.temoin.consent.agreement.domain.FunctionContact;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.DataKey;
import io.temoin.eventsourcing.shredding.Fingerprints;
import io.temoin.eventsourcing.shredding.KeyPurpose;
import io.temoin.eventsourcing.shredding.KeyScope;
import io.temoin.eventsourcing.shredding.KeyState;
import io.temoin.eventsourcing.shredding.ShreddableKeys;
import io.temoin.eventsourcing.shredding.Tampered;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.Appended;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.NewEvent;
import io.temoin.eventsourcing.store.StoredEvent;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The event store as parties use it: how a party is reached is in no event in clear. On the way in
 * each contact is sealed under the party's key, whose name is a pseudonym of the party; on the way
 * out it stands in its place again. An address is meant to be a function's, and may be somebody's.
 */
@Singleton
@Typed(PartyEvents.class)
class PartyEvents implements EventStore {

    private static final List<JsonPointer> CONTACTS =
            List.of(
                    JsonPointer.compile("/profile/contact"),
                    JsonPointer.compile("/profile/dpo"),
                    JsonPointer.compile("/profile/representative/contact"));

    private static final String SUBJECT = "subject";
    private static final String SEALED = "sealed";

    /** What stands for a contact whose key is gone; no address looks so. */
    private static final FunctionContact ERASED = new FunctionContact("(erased)", null, null);

    private final EventStore store;
    private final ShreddableKeys keys;
    private final Fingerprints fingerprints;

    PartyEvents(
            EventStore store,
            ShreddableKeys keys,
            @KeyedFor(KeyPurpose.PSEUDONYMS) Fingerprints fingerprints) {
        this.store = store;
        this.keys = keys;
        this.fingerprints = fingerprints;
    }

    @Override
    public Uni<List<StoredEvent>> read(TenantId tenant, StreamId stream, long after) {
        return store.read(tenant, stream, after).flatMap(this::opened);
    }

    @Override
    public Uni<List<StoredEvent>> ofCommand(TenantId tenant, UUID commandId) {
        return store.ofCommand(tenant, commandId).flatMap(this::opened);
    }

    @Override
    public Uni<Appended> append(Append append) {
        TenantId tenant = append.metadata().tenant();
        SubjectId party = fingerprints.subject(tenant, "party", append.stream().toString());
        return keys.keyFor(tenant, new KeyScope.Subject(party))
                .map(key -> sealed(append, party, key))
                .flatMap(store::append)
                .flatMap(
                        appended ->
                                opened(appended.events())
                                        .map(
                                                events ->
                                                        new Appended(
                                                                appended.version(),
                                                                events,
                                                                appended.repeated())));
    }

    private static Append sealed(Append append, SubjectId party, DataKey key) {
        List<NewEvent> events =
                IntStream.range(0, append.events().size())
                        .mapToObj(
                                ordinal -> {
                                    NewEvent event = append.events().get(ordinal);
                                    String id = append.metadata().commandId() + "." + ordinal;
                                    return new NewEvent(
                                            event.type(),
                                            event.typeVersion(),
                                            sealed(event.payload(), id, party, key));
                                })
                        .toList();
        return new Append(append.stream(), append.expectedVersion(), events, append.metadata());
    }

    private static String sealed(String payload, String event, SubjectId party, DataKey key) {
        JsonNode data = object(payload);
        for (JsonPointer place : CONTACTS) {
            JsonNode contact = data.at(place);
            if (contact.isObject()) {
                byte[] clear = text(contact).getBytes(StandardCharsets.UTF_8);
                replace(
                        data,
                        place,
                        EventCodec.JSON
                                .createObjectNode()
                                .put(SUBJECT, party.value())
                                .put(
                                        SEALED,
                                        Base64.getUrlEncoder()
                                                .withoutPadding()
                                                .encodeToString(
                                                        key.seal(clear, context(event, place)))));
            }
        }
        return text(data);
    }

    private Uni<List<StoredEvent>> opened(List<StoredEvent> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(this::opened)
                .collect()
                .asList();
    }

    private Uni<StoredEvent> opened(StoredEvent event) {
        ObjectNode data = object(event.payload());
        JsonNode sealed = data.at(CONTACTS.getFirst());
        if (!sealed.has(SEALED)) {
            return Uni.createFrom().item(event);
        }
        SubjectId party = new SubjectId(sealed.path(SUBJECT).asText());
        return keys.find(event.metadata().tenant(), new KeyScope.Subject(party))
                .map(
                        state -> {
                            open(data, event.id(), state);
                            return new StoredEvent(
                                    event.stream(),
                                    event.version(),
                                    event.type(),
                                    event.typeVersion(),
                                    text(data),
                                    event.ordinal(),
                                    event.metadata());
                        });
    }

    private static void open(ObjectNode data, String event, KeyState state) {
        for (JsonPointer place : CONTACTS) {
            JsonNode sealed = data.at(place).path(SEALED);
            if (sealed.isTextual()) {
                replace(data, place, contact(sealed.asText(), context(event, place), state));
            }
        }
    }

    private static JsonNode contact(String sealed, byte[] context, KeyState state) {
        return switch (state) {
            case KeyState.Usable(var key) -> {
                try {
                    yield EventCodec.JSON.readTree(
                            key.open(Base64.getUrlDecoder().decode(sealed), context));
                } catch (IOException | IllegalArgumentException fault) {
                    throw new Tampered("the contact of a party is no text", fault);
                }
            }
            case KeyState.Destroyed _ -> EventCodec.JSON.valueToTree(ERASED);
            case KeyState.Absent _ ->
                    throw new Tampered("the contact of a party names a key that never was");
        };
    }

    private static void replace(JsonNode data, JsonPointer place, JsonNode value) {
        ((ObjectNode) data.at(place.head())).set(place.last().getMatchingProperty(), value);
    }

    private static byte[] context(String event, JsonPointer place) {
        return (event + "|" + place).getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode object(String payload) {
        try {
            return (ObjectNode) EventCodec.JSON.readTree(payload);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("an event is JSON", failure);
        }
    }

    private static String text(JsonNode data) {
        try {
            return EventCodec.JSON.writeValueAsString(data);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("an event is writable as JSON", failure);
        }
    }
}
