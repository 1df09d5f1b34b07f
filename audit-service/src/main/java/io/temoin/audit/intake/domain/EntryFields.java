// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.audit.intake.domain.EntryField.About;
import java.time.Instant;
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

    private final List<EntryField> fields = new ArrayList<>();

    private EntryFields() {}

    /**
     * Everything that {@code entry} says, but for when it was received: the log's order says it.
     */
    public static List<EntryField> of(AuditEntry entry) {
        EntryFields all = new EntryFields();
        all.add("event", entry.id());
        all.add("at", time(entry.when().at()));
        all.add("recordedAt", time(entry.when().recordedAt()));
        all.add("service", entry.how().service());
        all.add("operation", entry.how().operation());
        all.add("channel", entry.how().channel());
        all.add("action", entry.what().action());
        all.add("outcome", entry.what().outcome().name());
        all.add("because", entry.what().because());
        all.addActor(entry);
        all.add("organisation", entry.who().organisation());
        all.add("role", entry.who().role());
        all.add("workstation", entry.workstation());
        all.add("purposes", entry.why().purposes());
        AuditEntry.StatedReason reason = entry.why().reason();
        if (reason != null) {
            all.add("reasonCode", reason.code());
            all.add("reasonReference", reason.reference());
        }
        all.add("controller", entry.links().controller());
        all.addOfSubject("subject", entry.links().subject());
        all.add("recording", entry.links().recording());
        all.add("decision", entry.links().decision());
        all.add("consent", entry.links().consent());
        all.add("correlation", entry.trace().correlation());
        all.add("causation", entry.trace().causation());
        all.addStream(entry.trace().stream());
        all.fields.add(
                new EntryField("sequence", Long.toString(entry.trace().sequence()), About.ACTION));
        // Entries that were made from events do without.
        all.add("reportedBy", entry.reportedBy());
        return List.copyOf(all.fields);
    }

    /** Whether a name has the form of a data subject's pseudonym. */
    static boolean isPseudonym(String name) {
        return PSEUDONYM.matcher(name).matches();
    }

    private static String time(Instant moment) {
        return moment.toString();
    }

    private void add(String name, @Nullable String text) {
        if (text != null) {
            fields.add(new EntryField(name, CanonicalJson.of(text), About.ACTION));
        }
    }

    /**
     * A data subject who acts acts by their pseudonym, for themselves or for another, and may be
     * erased: what tells of them goes with what tells of whom the entry is about.
     */
    private void addActor(AuditEntry entry) {
        String actor = entry.who().actor();
        if (actor.equals(entry.links().subject())
                || actor.equals(AuditEntry.ERASED)
                || isPseudonym(actor)) {
            addOfSubject("actor", actor);
        } else {
            add("actor", actor);
        }
    }

    /** The name of a contact's stream holds the person's pseudonym, unless it never came in. */
    private void addStream(String stream) {
        if (stream.equals(AuditEntry.ERASED_BEFORE)) {
            add("stream", stream);
        } else {
            addOfSubject("stream", stream);
        }
    }

    private void add(String name, List<String> texts) {
        if (!texts.isEmpty()) {
            fields.add(new EntryField(name, CanonicalJson.of(texts), About.ACTION));
        }
    }

    private void addOfSubject(String name, @Nullable String text) {
        if (text != null) {
            fields.add(new EntryField(name, CanonicalJson.of(text), About.SUBJECT));
        }
    }
}
