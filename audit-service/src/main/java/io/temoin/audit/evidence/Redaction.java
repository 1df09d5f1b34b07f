// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.EntryField;
import io.temoin.audit.intake.domain.EntryFields;
import io.temoin.eventsourcing.store.EventCodec;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What one bundle does not show: the fields that were named, and every other field of any of its
 * entries that would tell their values all the same, as a part of its own. Such are the name of a
 * stream, which holds ids, the id of what was handed in, which holds the organisation that did, and
 * what was asked of the trail, which is told as {@code name=value}.
 */
final class Redaction {

    private static final String BECAUSE = "because";

    /** What of the suite itself is made of other fields; of what was handed in, the id is too. */
    private static final String STREAM = "stream";

    private static final String EVENT = "event";
    private static final String HANDED_IN = "x-";

    /** A shorter value is in many a text by chance; of the entry itself it counts. */
    private static final int TELLING = 4;

    /** Which field of an entry a filter of the trail looks at, where the names differ. */
    private static final Map<String, String> FIELD_OF_FILTER =
            Map.of(
                    "purpose", "purposes",
                    "reason", "reasonCode",
                    "from", "at",
                    "to", "at",
                    "after", "at");

    /** Their {@code because} is the id of an event. */
    private static final Set<String> READ_ONE = Set.of("TRAIL_ENTRY_READ");

    private final Set<String> named;
    private final Set<String> values;

    /** Texts, with whether they hold one of the values. */
    private final Map<String, Boolean> seen = new ConcurrentHashMap<>();

    /** Of the values that count in any text. */
    private final List<Integer> lengths;

    private Redaction(Set<String> named, Set<String> values) {
        this.named = named;
        this.values = values;
        this.lengths =
                values.stream()
                        .map(String::length)
                        .filter(length -> length >= TELLING)
                        .distinct()
                        .toList();
    }

    /** What a bundle of these entries does not show if these fields are withheld. */
    static Redaction of(Collection<String> named, List<AuditEntry> entries) {
        Set<String> names = Set.copyOf(named);
        Set<String> values =
                entries.stream()
                        .flatMap(entry -> EntryFields.of(entry).stream())
                        .filter(field -> names.contains(field.name()))
                        .flatMap(field -> texts(field).stream())
                        .collect(Collectors.toUnmodifiableSet());
        return new Redaction(names, values);
    }

    /** The names of the fields of an entry that are not shown. */
    Set<String> of(AuditEntry entry) {
        if (named.isEmpty()) {
            return Set.of();
        }
        List<EntryField> fields = EntryFields.of(entry);
        Set<String> hidden = new HashSet<>();
        for (EntryField field : fields) {
            if (named.contains(field.name())
                    || tells(entry, field)
                    || (isMadeOfOthers(entry, field) && tellsOfItsEntry(field, fields))) {
                hidden.add(field.name());
            }
        }
        return hidden;
    }

    private static boolean isMadeOfOthers(AuditEntry entry, EntryField field) {
        return field.name().equals(STREAM)
                || (field.name().equals(EVENT) && entry.id().startsWith(HANDED_IN));
    }

    private boolean tells(AuditEntry entry, EntryField field) {
        List<String> texts = texts(field);
        if (texts.stream().anyMatch(this::holdsValue)) {
            return true;
        }
        return field.name().equals(BECAUSE)
                && (texts.stream().anyMatch(this::asksForWithheld) || readsWithheld(entry));
    }

    private boolean readsWithheld(AuditEntry entry) {
        return named.contains(EVENT) && READ_ONE.contains(entry.what().action());
    }

    /** Whether {@code name=value} is of a field that is withheld, or tells a value of one. */
    private boolean asksForWithheld(String asked) {
        int equals = asked.indexOf('=');
        if (equals < 0) {
            return false;
        }
        String filter = asked.substring(0, equals);
        return named.contains(FIELD_OF_FILTER.getOrDefault(filter, filter))
                || values.contains(asked.substring(equals + 1));
    }

    private boolean holdsValue(String text) {
        return seen.computeIfAbsent(text, one -> values.contains(one) || holdsPiece(one));
    }

    /**
     * Each piece is looked up: a case has too many values to look for each of them in each text.
     */
    private boolean holdsPiece(String text) {
        for (int length : lengths) {
            for (int from = 0; from + length <= text.length(); from++) {
                if (values.contains(text.substring(from, from + length))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean tellsOfItsEntry(EntryField made, List<EntryField> fields) {
        List<String> texts = texts(made);
        return fields.stream()
                .filter(field -> named.contains(field.name()))
                .flatMap(field -> texts(field).stream())
                .anyMatch(value -> texts.stream().anyMatch(text -> text.contains(value)));
    }

    private static List<String> texts(EntryField field) {
        try {
            JsonNode value = EventCodec.JSON.readTree(field.value());
            return value.isArray()
                    ? StreamSupport.stream(value.spliterator(), false)
                            .map(JsonNode::asText)
                            .toList()
                    : List.of(value.asText());
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a statement's value is JSON", failure);
        }
    }
}
