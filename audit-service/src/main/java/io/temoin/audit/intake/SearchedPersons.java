// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.domain.SealedPerson;
import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.DataKey;
import io.temoin.shredding.keys.KeyDestroyed;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import io.temoin.shredding.keys.Tampered;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who was asked for out of the events that say what was asked of the trail: a pseudonym is
 * sealed under the key of its person, and the event names the key alone. Who takes the event in
 * opens it again, so the entry is about the person like every other; after an erasure nobody can.
 * For several threads.
 */
@Singleton
public class SearchedPersons {

    private static final TypeReference<TreeMap<String, String>> VALUES = new TypeReference<>() {};
    private static final String PERSONS = "persons";
    private static final String OWN = "io.temoin.audit.";

    /** The filters and fields that name a data subject. */
    private static final Set<String> NAMING = Set.of("subject", "actor");

    /**
     * What an event may say.
     *
     * @param plain what names nobody; in the place of a person who was erased, {@link
     *     SealedPerson#ERASED}: without it a narrow question would look like a wide one
     * @param persons what names somebody
     */
    public record Sealed(SortedMap<String, String> plain, List<SealedPerson> persons) {

        public Sealed {
            persons = List.copyOf(persons);
        }
    }

    /** What names one person: sealed, or the names under which an erased one stood. */
    private record SealedNames(@Nullable SealedPerson person, Set<String> names) {}

    private final ShreddableKeys keys;
    private final SubjectKeyIdStore ids;

    SearchedPersons(ShreddableKeys keys, SubjectKeyIdStore ids) {
        this.keys = keys;
        this.ids = ids;
    }

    /**
     * Seals the pseudonyms among these values, wherever they stand.
     *
     * @param event id of the event, which what is sealed is bound to
     * @param values by the names of filters or fields
     */
    public Uni<Sealed> seal(TenantId tenant, String event, Map<String, String> values) {
        Set<String> persons = new LinkedHashSet<>();
        NAMING.forEach(
                name -> {
                    String value = values.get(name);
                    if (value != null && SubjectKeyring.isPseudonym(value)) {
                        persons.add(value);
                    }
                });
        SortedMap<String, String> plain = new TreeMap<>(values);
        plain.values().removeAll(persons);
        return Multi.createFrom()
                .iterable(persons)
                .onItem()
                .transformToUniAndConcatenate(person -> seal(tenant, event, person, values))
                .collect()
                .asList()
                .map(told -> sealed(plain, told));
    }

    private static Sealed sealed(SortedMap<String, String> plain, List<SealedNames> told) {
        List<SealedPerson> persons = new ArrayList<>();
        for (SealedNames one : told) {
            if (one.person() == null) {
                one.names().forEach(name -> plain.put(name, SealedPerson.ERASED));
            } else {
                persons.add(one.person());
            }
        }
        return new Sealed(plain, persons);
    }

    private Uni<SealedNames> seal(
            TenantId tenant, String event, String person, Map<String, String> values) {
        SortedMap<String, String> own = new TreeMap<>(values);
        own.values().removeIf(value -> !value.equals(person));
        return keys.keyFor(tenant, new KeyScope.Subject(new SubjectId(person)))
                .map(key -> new SealedNames(sealed(key, own, context(tenant, event)), own.keySet()))
                .onFailure(KeyDestroyed.class)
                .recoverWithItem(() -> new SealedNames(null, own.keySet()));
    }

    private static SealedPerson sealed(
            DataKey key, SortedMap<String, String> values, byte[] context) {
        try {
            byte[] sealed = key.seal(EventCodec.JSON.writeValueAsBytes(values), context);
            return new SealedPerson(key.id(), Base64.getEncoder().encodeToString(sealed));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("texts can be written as JSON", failure);
        }
    }

    /** Whether a message is of an event that may name such persons: one of this service. */
    static boolean mayTell(ConsumerRecord<String, byte[]> message) {
        @Nullable Header type = message.headers().lastHeader("ce_type");
        return type != null && new String(type.value(), StandardCharsets.UTF_8).startsWith(OWN);
    }

    /**
     * What an event tells of persons who are not erased, by the names of filters or fields.
     *
     * @throws MalformedEvent in the {@code Uni}, when it is not what was sealed
     */
    Uni<Map<String, String>> open(ReceivedEvent event) {
        return opened(event.tenant(), event.id(), persons(event))
                .onFailure(Tampered.class)
                .transform(
                        fault ->
                                new MalformedEvent(
                                        "what it tells of a person was not sealed for it", fault))
                .map(
                        opened -> {
                            Map<String, String> all = new TreeMap<>();
                            opened.forEach(all::putAll);
                            return all;
                        });
    }

    /** The id of the key that a person has or had, by which events name them. */
    public Uni<Optional<UUID>> keyOf(TenantId tenant, SubjectId person) {
        return ids.find(tenant, person);
    }

    /**
     * What was sealed for an event, by the names of filters or fields; empty when one of the
     * persons was erased.
     *
     * @throws Tampered in the {@code Uni}, when it was not sealed for this event
     */
    public Uni<Optional<Map<String, String>>> open(
            TenantId tenant, String event, List<SealedPerson> persons) {
        return opened(tenant, event, persons)
                .map(
                        opened -> {
                            if (opened.stream().anyMatch(Map::isEmpty)) {
                                return Optional.empty();
                            }
                            Map<String, String> all = new TreeMap<>();
                            opened.forEach(all::putAll);
                            return Optional.of(all);
                        });
    }

    /** Of each person what was sealed; nothing of one who was erased. */
    private Uni<List<Map<String, String>>> opened(
            TenantId tenant, String event, List<SealedPerson> persons) {
        if (persons.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<UUID> wanted = persons.stream().map(SealedPerson::key).toList();
        return ids.subjects(tenant, wanted)
                .flatMap(
                        subjects ->
                                Multi.createFrom()
                                        .iterable(persons)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                person ->
                                                        opened(
                                                                tenant,
                                                                event,
                                                                person,
                                                                subjects.get(person.key())))
                                        .collect()
                                        .asList());
    }

    private Uni<Map<String, String>> opened(
            TenantId tenant, String event, SealedPerson person, @Nullable SubjectId subject) {
        if (subject == null) {
            return Uni.createFrom().item(Map.of());
        }
        return keys.find(tenant, new KeyScope.Subject(subject))
                .map(
                        state ->
                                switch (state) {
                                    case KeyState.Usable(var key) ->
                                            opened(person, key, context(tenant, event));
                                    case KeyState.Destroyed _, KeyState.Absent _ -> Map.of();
                                });
    }

    private static Map<String, String> opened(SealedPerson person, DataKey key, byte[] context) {
        try {
            byte[] clear = key.open(Base64.getDecoder().decode(person.sealed()), context);
            return EventCodec.JSON.readValue(clear, VALUES);
        } catch (IOException | IllegalArgumentException fault) {
            throw new Tampered("what was sealed of a person is no text", fault);
        }
    }

    private static List<SealedPerson> persons(ReceivedEvent event) {
        if (!event.service().equals("audit") || !event.data().path(PERSONS).isArray()) {
            return List.of();
        }
        List<SealedPerson> persons = new ArrayList<>();
        try {
            for (var person : event.data().path(PERSONS)) {
                persons.add(EventCodec.JSON.treeToValue(person, SealedPerson.class));
            }
        } catch (JsonProcessingException | IllegalArgumentException fault) {
            throw new MalformedEvent("what it tells of persons cannot be read", fault);
        }
        return persons;
    }

    private static byte[] context(TenantId tenant, String event) {
        return (tenant.value() + "|asked-for|" + event).getBytes(StandardCharsets.UTF_8);
    }
}
