// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.EntryField;
import io.temoin.audit.intake.domain.EntryField.About;
import io.temoin.audit.intake.domain.EntryFields;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.AuditLeaf;
import io.temoin.transparency.entry.CasePage.Hidden;
import io.temoin.transparency.entry.Commitment;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.entry.Disclosure;
import io.temoin.transparency.entry.SaltSeed;
import io.temoin.transparency.entry.Salter;
import io.temoin.transparency.tree.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the database has it, with what its fields are salted with.
 *
 * @param action the salts of what happened
 * @param subject the salts of what tells of the data subject; null once they were destroyed
 * @param subjectDigests the digests of those fields, which stay
 */
record CaseEntry(
        AuditEntry entry, SaltSeed action, @Nullable SaltSeed subject, List<Hash> subjectDigests) {

    private static final String SUBJECT = "subject";

    /** Copies the list. */
    CaseEntry {
        subjectDigests = List.copyOf(subjectDigests);
    }

    /**
     * What a stranger is shown. Its leaf is computed anew from this row: what is withheld counts by
     * its digest, and what was erased by the digest that was kept, each named as what it is.
     *
     * @param id the random id in the leaf
     * @param hidden names of fields that are not shown though they could be
     */
    DisclosedEntry disclosed(UUID id, Set<String> hidden) {
        List<Disclosure> shown = new ArrayList<>();
        List<Hash> withheld = new ArrayList<>();
        for (EntryField field : EntryFields.of(entry)) {
            if (!isErased(field)) {
                Disclosure disclosure = seedOf(field).disclose(field.name(), field.value());
                if (hidden.contains(field.name())) {
                    withheld.add(disclosure.digest());
                } else {
                    shown.add(disclosure);
                }
            }
        }
        return DisclosedEntry.of(id, shown, withheld, subject == null ? subjectDigests : List.of());
    }

    /** The same with nothing but these fields. */
    DisclosedEntry disclosing(UUID id, Set<String> shown) {
        return disclosed(
                id,
                EntryFields.of(entry).stream()
                        .map(EntryField::name)
                        .filter(name -> !shown.contains(name))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The leaf, computed anew from this row without showing anything: what was erased counts by the
     * digest that was kept.
     *
     * @param id the random id in the leaf
     * @throws Untrusted when these are no digests of an entry
     */
    AuditLeaf leaf(UUID id) {
        Salter ofAction = action.salter();
        @Nullable Salter ofSubject = subject == null ? null : subject.salter();
        List<Hash> digests = new ArrayList<>();
        for (EntryField field : EntryFields.of(entry)) {
            @Nullable Salter salter = field.about() == About.SUBJECT ? ofSubject : ofAction;
            if (salter != null) {
                digests.add(salter.digest(field.name(), field.value()));
            }
        }
        if (subject == null) {
            digests.addAll(subjectDigests);
        }
        return new AuditLeaf(id, Commitment.of(digests).value());
    }

    /**
     * Whether the digests that are kept beside the salts are those of what the row says of the data
     * subject; of an erased entry nobody can tell.
     */
    boolean hasItsDigests() {
        if (subject == null) {
            return true;
        }
        Salter ofSubject = subject.salter();
        return subjectDigests.equals(
                EntryFields.of(entry).stream()
                        .filter(field -> field.about() == About.SUBJECT)
                        .map(field -> ofSubject.digest(field.name(), field.value()))
                        .toList());
    }

    /**
     * Which fields a stranger is not shown, and why.
     *
     * @param withheld names of fields that are not shown though they could be
     */
    Map<String, Hidden> hidden(Set<String> withheld) {
        Map<String, Hidden> hidden = new HashMap<>();
        for (EntryField field : EntryFields.of(entry)) {
            if (isErased(field)) {
                hidden.put(field.name(), Hidden.ERASED);
            } else if (withheld.contains(field.name())) {
                hidden.put(field.name(), Hidden.WITHHELD);
            }
        }
        if (subject == null && namesNobodyButDid()) {
            hidden.put(SUBJECT, Hidden.ERASED);
        }
        return hidden;
    }

    /** Of an entry that was forgotten the row does not name the data subject; a digest stays. */
    private boolean namesNobodyButDid() {
        long told =
                EntryFields.of(entry).stream()
                        .filter(field -> field.about() == About.SUBJECT)
                        .count();
        return entry.links().subject() == null && told < subjectDigests.size();
    }

    private boolean isErased(EntryField field) {
        return field.about() == About.SUBJECT && subject == null;
    }

    private SaltSeed seedOf(EntryField field) {
        return field.about() == About.SUBJECT ? Objects.requireNonNull(subject) : action;
    }
}
