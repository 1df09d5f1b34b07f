// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.audit.intake.domain.EntryField.About;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements of an entry, in one order for ever. What an entry does not say is no statement. A
 * new kind of statement gets a name of its own: entries that are in the log keep theirs.
 */
public final class EntryFields {

    /** The form of a data subject's pseudonym; accounts have another. */
    private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");

    private EntryFields() {}

    /**
     * Everything that {@code entry} says, but for when it was received: the log's order says it.
     */
    public static List<EntryField> of(AuditEntry entry) {
        List<EntryField> fields = new ArrayList<>();
        for (EntryColumn column : EntryColumn.values()) {
            @Nullable String value = json(column.of(entry));
            if (value != null) {
                fields.add(new EntryField(column.field(), value, about(column, entry)));
            }
        }
        return List.copyOf(fields);
    }

    /** Whether a name has the form of a data subject's pseudonym. */
    static boolean isPseudonym(String name) {
        return PSEUDONYM.matcher(name).matches();
    }

    private static @Nullable String json(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Long number -> number.toString();
            case List<?> codes ->
                    codes.isEmpty()
                            ? null
                            : CanonicalJson.of(codes.stream().map(Object::toString).toList());
            case Object one -> CanonicalJson.of(one.toString());
        };
    }

    private static About about(EntryColumn column, AuditEntry entry) {
        boolean ofSubject =
                switch (column) {
                    case SUBJECT -> true;
                    case ACTOR -> isActorOfSubject(entry);
                    // A contact's stream is named after the person, unless the name never came in.
                    case STREAM -> !entry.trace().stream().equals(AuditEntry.ERASED_BEFORE);
                    default -> false;
                };
        return ofSubject ? About.SUBJECT : About.ACTION;
    }

    /**
     * A data subject who acts acts by their pseudonym, for themselves or for another, and may be
     * erased: what tells of them goes with what tells of whom the entry is about.
     */
    private static boolean isActorOfSubject(AuditEntry entry) {
        String actor = entry.who().actor();
        return actor.equals(entry.links().subject())
                || actor.equals(AuditEntry.ERASED)
                || isPseudonym(actor);
    }
}
