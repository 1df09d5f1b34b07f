// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.evidence.domain.ErasedEntries;
import io.temoin.audit.intake.SubjectKeys;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.trail.TrailDiffers;
import io.temoin.shredding.keys.Tampered;
import io.temoin.transparency.entry.SaltSeed;
import io.temoin.transparency.tree.Hash;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the database has it; the salts of its data subject are not opened yet.
 *
 * @param action the salts of what happened
 * @param subject what is kept of the salts of what tells of the data subject; nothing once they
 *     were destroyed
 * @param subjectDigests the digests of those fields, which stay
 * @param erasure that the salts of the data subject are said to have gone with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CaseRow(
        AuditEntry entry,
        SaltSeed action,
        byte @Nullable [] subject,
        List<Hash> subjectDigests,
        @Nullable String erasure) {

    /** Copies the list. */
    CaseRow {
        subjectDigests = List.copyOf(subjectDigests);
    }

    /**
     * The entry with its salts, without those of persons whose key is destroyed.
     *
     * @throws TrailDiffers when they do not open, though the person was not erased
     */
    CaseEntry opened(SubjectKeys keys) {
        try {
            return new CaseEntry(entry, action, keys.open(entry, subject), subjectDigests);
        } catch (Tampered _) {
            throw new TrailDiffers(entry.id());
        }
    }

    /** The digests that stay, one after the other. */
    byte[] digests() {
        ByteBuffer bytes = ByteBuffer.allocate(subjectDigests.size() * Hash.SIZE);
        subjectDigests.forEach(digest -> bytes.put(digest.bytes()));
        return bytes.array();
    }

    /** As whom an erasure may have left the actor. */
    List<String> actorsOnceErased() {
        return List.of(entry.who().actor(), AuditEntry.ERASED);
    }

    /** What stands for this entry in the list of an erasure that took something of it. */
    List<String> digestsOnceErased() {
        return actorsOnceErased().stream()
                .map(actor -> ErasedEntries.digestOf(entry.id(), actor, digests()))
                .toList();
    }

    /** Whom the row still names though they were erased. */
    Set<String> erased(SubjectKeys keys) {
        Set<String> erased = new HashSet<>();
        @Nullable String subject = entry.links().subject();
        if (subject != null && keys.isErased(subject)) {
            erased.add(subject);
        }
        String actor = entry.who().actor();
        if (keys.isErased(actor)) {
            erased.add(actor);
        }
        return erased;
    }
}
