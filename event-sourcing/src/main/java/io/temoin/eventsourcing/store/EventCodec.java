// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyNotLoaded;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.PersonalJson;
import io.temoin.shredding.keys.PersonalValues;
import io.temoin.shredding.keys.ShreddableKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Between a sealed event type and what the store holds: the record's simple name and a version
 * number, JSON, personal values sealed under their subjects' keys.
 *
 * <p>Events are for ever. Inside a version only optional fields and new codes may be added; a
 * change of meaning raises the version and adds an upcaster from the one before. Old events are
 * read through the chain of upcasters; new ones are written in the newest version.
 *
 * @param <E> sealed interface of records
 */
public final class EventCodec<E> {

    /**
     * JSON as events use it: ISO-8601 times, unknown fields tolerated, absent fields left out,
     * records with the one component {@code value} written as that value, {@link
     * io.temoin.eventsourcing.Embedded} ones as members of the record around them.
     */
    public static final ObjectMapper JSON =
            JsonMapper.builder()
                    .annotationIntrospector(new DomainRecords())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.WRAP_EXCEPTIONS)
                    .defaultPropertyInclusion(
                            com.fasterxml.jackson.annotation.JsonInclude.Value.construct(
                                    com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL,
                                    com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS))
                    .build();

    private record Version(String type, int number) {}

    private final ShreddableKeys keys;
    private final PersonalJson personalJson = new PersonalJson(JSON);
    private final Map<String, Class<? extends E>> types = new HashMap<>();
    private final Map<String, Integer> newest = new HashMap<>();
    private final Map<Version, UnaryOperator<ObjectNode>> upcasters = new HashMap<>();

    /** A codec for every record that {@code sealed} permits, each in version 1. */
    public EventCodec(Class<E> sealed, ShreddableKeys keys) {
        this.keys = keys;
        register(sealed);
    }

    /**
     * Declares how version {@code from} of an event becomes version {@code from + 1}, which is then
     * the newest if none higher is declared.
     */
    public EventCodec<E> upcaster(String type, int from, UnaryOperator<ObjectNode> upcast) {
        upcasters.put(new Version(type, from), upcast);
        newest.merge(type, from + 1, Math::max);
        return this;
    }

    /** Names of the events and their newest versions. */
    public Map<String, Integer> versions() {
        return Map.copyOf(newest);
    }

    /** Encodes the events of one command. Fails with {@code KeyDestroyed} for an erased subject. */
    public Uni<List<NewEvent>> encodeAll(StreamId stream, List<E> events, EventMetadata metadata) {
        Set<SubjectId> subjects = new LinkedHashSet<>();
        events.forEach(event -> subjects.addAll(PersonalValues.subjectsOf(event)));
        return keysToWrite(metadata.tenant(), subjects)
                .map(
                        found -> {
                            List<NewEvent> encoded = new ArrayList<>(events.size());
                            for (int i = 0; i < events.size(); i++) {
                                encoded.add(encode(stream, events.get(i), metadata, i, found));
                            }
                            return encoded;
                        });
    }

    /**
     * Decodes events of one stream, in order and one after the other: an event as a tree takes
     * several times the memory of its text, and many streams may be decoded at once. Those that are
     * redacted are left out.
     */
    public Uni<List<RecordedEvent<E>>> decodeAll(List<StoredEvent> stored) {
        return decodeFrom(0, stored, new ArrayList<>(stored.size()), new HashMap<>());
    }

    /** Goes on until a key is wanted that was not looked up yet, and again once it was. */
    private Uni<List<RecordedEvent<E>>> decodeFrom(
            int first,
            List<StoredEvent> stored,
            List<RecordedEvent<E>> decoded,
            Map<SubjectId, KeyState> found) {
        for (int next = first; next < stored.size(); next++) {
            StoredEvent event = stored.get(next);
            if (event.isRedacted()) {
                continue;
            }
            try {
                decoded.add(decode(event, found));
            } catch (KeyNotLoaded missing) {
                int here = next;
                return keys.find(event.metadata().tenant(), new KeyScope.Subject(missing.subject()))
                        .invoke(state -> found.put(missing.subject(), state))
                        .flatMap(_ -> decodeFrom(here, stored, decoded, found));
            }
        }
        return Uni.createFrom().item(decoded);
    }

    private NewEvent encode(
            StreamId stream,
            E event,
            EventMetadata metadata,
            int ordinal,
            Map<SubjectId, KeyState> found) {
        String type = event.getClass().getSimpleName();
        Integer version = newest.get(type);
        if (version == null) {
            throw new IllegalArgumentException(type + " is not an event of this codec");
        }
        String context = context(metadata.tenant(), stream, metadata.commandId() + "." + ordinal);
        try {
            return new NewEvent(type, version, personalJson.write(event, found, context));
        } catch (IOException failure) {
            throw new UncheckedIOException("an event must be writable as JSON", failure);
        }
    }

    private RecordedEvent<E> decode(StoredEvent stored, Map<SubjectId, KeyState> found) {
        Class<? extends E> type = typeOf(stored.type());
        String context = context(stored.metadata().tenant(), stored.stream(), stored.id());
        try {
            E event =
                    isNewest(stored)
                            ? personalJson.read(stored.payload(), type, found, context)
                            : personalJson.read(upcast(stored), type, found, context);
            return new RecordedEvent<>(event, stored.version(), stored.id(), stored.metadata());
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "event " + stored.id() + " of type " + stored.type() + " cannot be read",
                    failure);
        }
    }

    private boolean isNewest(StoredEvent stored) {
        return stored.typeVersion() >= newest.getOrDefault(stored.type(), 1);
    }

    private JsonNode upcast(StoredEvent stored) throws IOException {
        JsonNode tree = JSON.readTree(stored.payload());
        int last = newest.getOrDefault(stored.type(), stored.typeVersion());
        for (int version = stored.typeVersion(); version < last; version++) {
            tree = upcasterFrom(stored.type(), version).apply((ObjectNode) tree);
        }
        return tree;
    }

    private UnaryOperator<ObjectNode> upcasterFrom(String type, int version) {
        UnaryOperator<ObjectNode> upcaster = upcasters.get(new Version(type, version));
        if (upcaster == null) {
            throw new IllegalStateException("no upcaster for " + type + " from v" + version);
        }
        return upcaster;
    }

    private Class<? extends E> typeOf(String name) {
        Class<? extends E> type = types.get(name);
        if (type == null) {
            throw new IllegalStateException("unknown event type " + name);
        }
        return type;
    }

    private Uni<Map<SubjectId, KeyState>> keysToWrite(TenantId tenant, Set<SubjectId> subjects) {
        Map<SubjectId, KeyState> found = new HashMap<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (SubjectId subject : subjects) {
            all =
                    all.flatMap(_ -> keys.keyFor(tenant, new KeyScope.Subject(subject)))
                            .invoke(key -> found.put(subject, new KeyState.Usable(key)))
                            .replaceWithVoid();
        }
        return all.replaceWith(found);
    }

    private static String context(TenantId tenant, StreamId stream, String eventId) {
        return tenant.value() + "|" + stream + "|" + eventId;
    }

    @SuppressWarnings("unchecked") // what a sealed interface permits is a subtype of it
    private void register(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted == null) {
            types.put(type.getSimpleName(), (Class<? extends E>) type);
            newest.put(type.getSimpleName(), 1);
            return;
        }
        for (Class<?> subtype : permitted) {
            register(subtype);
        }
    }
}
