// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.EntryField;
import io.temoin.audit.intake.domain.EntryField.About;
import io.temoin.audit.intake.domain.EntryFields;
import io.temoin.audit.log.Shard;
import io.temoin.transparency.entry.AuditLeaf;
import io.temoin.transparency.entry.Commitment;
import io.temoin.transparency.entry.SaltSeed;
import io.temoin.transparency.entry.Salter;
import io.temoin.transparency.tree.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An entry with what the log will hold of it: a random id and a commitment to its statements.
 *
 * @param shard which log
 * @param leaf what stands in its tree
 * @param salts what its statements are salted with
 * @param subjectDigests the digests of what tells of the data subject, which stay: the proof of the
 *     rest needs them
 */
record SealedEntry(
        AuditEntry entry, Shard shard, AuditLeaf leaf, Salts salts, List<Hash> subjectDigests) {

    /**
     * Two seeds, so that one can be destroyed.
     *
     * @param action of what happened
     * @param subject of what tells of the data subject
     * @param kept what is kept of the seed of the data subject, in base64
     */
    record Salts(SaltSeed action, SaltSeed subject, String kept) {

        /** Nothing of the secrets. */
        @Override
        public String toString() {
            return "Salts";
        }
    }

    /** Copies the list. */
    SealedEntry {
        subjectDigests = List.copyOf(subjectDigests);
    }

    /**
     * Seals an entry.
     *
     * @param id random: it says nothing of the event, and is in the log for ever
     */
    static SealedEntry of(AuditEntry entry, Shard shard, UUID id, Salts salts) {
        Salter ofAction = salts.action().salter();
        Salter ofSubject = salts.subject().salter();
        Map<String, Hash> digests = new HashMap<>();
        List<Hash> subjectDigests = new ArrayList<>();
        for (EntryField field : EntryFields.of(entry)) {
            boolean isOfSubject = field.about() == About.SUBJECT;
            Hash digest = (isOfSubject ? ofSubject : ofAction).digest(field.name(), field.value());
            if (digests.put(field.name(), digest) != null) {
                throw new IllegalStateException("an entry says " + field.name() + " once");
            }
            if (isOfSubject) {
                subjectDigests.add(digest);
            }
        }
        return new SealedEntry(
                entry,
                shard,
                new AuditLeaf(id, Commitment.of(digests.values()).value()),
                salts,
                subjectDigests);
    }
}
