// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.KeyedFor;
import io.temoin.consent.agreement.domain.FunctionContact;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.SealingEventStore;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.DataKey;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import io.temoin.shredding.keys.Tampered;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The event store as parties use it: how a party is reached is in no event in clear. On the way in
 * each contact is sealed under the party's key, whose name is a pseudonym of the party; on the way
 * out it stands in its place again. An address is meant to be a function's, and may be somebody's.
 */
@Singleton
@Typed(PartyEvents.class)
class PartyEvents extends SealingEventStore {

    private static final List<JsonPointer> CONTACTS =
            List.of(
                    JsonPointer.compile("/profile/contact"),
                    JsonPointer.compile("/profile/dpo"),
                    JsonPointer.compile("/profile/representative/contact"));

    private static final String SUBJECT = "subject";
    private static final String SEALED = "sealed";

    /** What stands for a contact whose key is gone; no address looks so. */
    private static final FunctionContact ERASED = new FunctionContact("(erased)", null, null);

    private final ShreddableKeys keys;
    private final Fingerprints fingerprints;

    PartyEvents(
            EventStore store,
            ShreddableKeys keys,
            @KeyedFor(KeyPurpose.PSEUDONYMS) Fingerprints fingerprints) {
        super(store);
        this.keys = keys;
        this.fingerprints = fingerprints;
    }

    @Override
    protected Uni<ObjectNode> seal(Append append, String event, ObjectNode data) {
        TenantId tenant = append.metadata().tenant();
        SubjectId party = fingerprints.subject(tenant, "party", append.stream().toString());
        return keys.keyFor(tenant, new KeyScope.Subject(party))
                .map(key -> sealed(data, event, party, key));
    }

    private static ObjectNode sealed(ObjectNode data, String event, SubjectId party, DataKey key) {
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
        return data;
    }

    @Override
    protected boolean isSealed(ObjectNode data) {
        return data.at(CONTACTS.getFirst()).has(SEALED);
    }

    @Override
    protected Uni<ObjectNode> open(StoredEvent event, ObjectNode data) {
        SubjectId party = new SubjectId(data.at(CONTACTS.getFirst()).path(SUBJECT).asText());
        return keys.find(event.metadata().tenant(), new KeyScope.Subject(party))
                .map(
                        state -> {
                            open(data, event.id(), state);
                            return data;
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
}
