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
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An entry with what the log will hold of it: a random id and a commitment to its statements.
 *
 * @param shard which log
 * @param leaf what stands in its tree
 * @param action the salts of what happened
 * @param subject the salts of what tells of the data subject, to be destroyed with them
 */
record SealedEntry(
        AuditEntry entry, Shard shard, AuditLeaf leaf, SaltSeed action, SaltSeed subject) {

    /**
     * Seals an entry.
     *
     * @param id random: it says nothing of the event, and is in the log for ever
     */
    static SealedEntry of(
            AuditEntry entry, Shard shard, UUID id, SaltSeed action, SaltSeed subject) {
        Commitment commitment = Commitment.of(digests(entry, action.salter(), subject.salter()));
        return new SealedEntry(
                entry, shard, new AuditLeaf(id, commitment.value()), action, subject);
    }

    private static Map<String, Hash> digests(AuditEntry entry, Salter action, Salter subject) {
        Map<String, Hash> digests = new HashMap<>();
        for (EntryField field : EntryFields.of(entry)) {
            Salter salter = field.about() == About.SUBJECT ? subject : action;
            Hash before = digests.put(field.name(), salter.digest(field.name(), field.value()));
            if (before != null) {
                throw new IllegalStateException("an entry says " + field.name() + " once");
            }
        }
        return digests;
    }
}
