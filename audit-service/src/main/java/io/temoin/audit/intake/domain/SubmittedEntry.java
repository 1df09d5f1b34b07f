// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entry as somebody sent it, part by part; {@link EntryRules} says whether it is taken. */
public final class SubmittedEntry {

    private final String pointer;
    private final Map<EntryPart, SubmittedText> parts = new EnumMap<>(EntryPart.class);
    private final Map<EntryPart, String> places = new EnumMap<>(EntryPart.class);
    private final List<SubmittedText> purposes = new ArrayList<>();
    private final Set<EntryPart> refused = EnumSet.noneOf(EntryPart.class);
    private boolean endsSomehow;
    private boolean more;

    /**
     * An entry that says nothing yet.
     *
     * @param pointer where the entry stands in what was sent
     */
    public SubmittedEntry(String pointer) {
        this.pointer = pointer;
    }

    /** Adds a part; {@code null} says nothing. Purposes add up, of another part the last counts. */
    public SubmittedEntry say(EntryPart part, @Nullable SubmittedText said) {
        if (said == null) {
            return this;
        }
        if (part == EntryPart.PURPOSE) {
            purposes.add(said);
        } else {
            parts.put(part, said);
        }
        return this;
    }

    /**
     * Says that nothing is known of how it ended. A mapped event may leave that open; who writes an
     * entry may not.
     */
    SubmittedEntry endingSomehow() {
        endsSomehow = true;
        return this;
    }

    boolean endsSomehow() {
        return endsSomehow;
    }

    /** Says that a part was sent, and refused before it could be said: it is not missing too. */
    public SubmittedEntry refuse(EntryPart part) {
        refused.add(part);
        return this;
    }

    /** Says that more was sent than an entry can say. */
    public void refuseMore() {
        more = true;
    }

    boolean refused(EntryPart part) {
        return refused.contains(part);
    }

    boolean isReadable() {
        return refused.isEmpty() && !more;
    }

    /**
     * Says where a part would stand, if that is not where it stands in an entry of our own form.
     */
    SubmittedEntry expect(EntryPart part, String place) {
        places.put(part, place);
        return this;
    }

    /** Where a part stands, or would stand. */
    String place(EntryPart part) {
        SubmittedText said = parts.get(part);
        return said != null ? said.pointer() : places.getOrDefault(part, pointer + part.pointer());
    }

    /** Where the entry stands in what was sent. */
    String pointer() {
        return pointer;
    }

    /** What was said of a part that has one value. */
    @Nullable SubmittedText of(EntryPart part) {
        return parts.get(part);
    }

    List<SubmittedText> purposes() {
        return purposes;
    }
}
