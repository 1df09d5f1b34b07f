// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.evidence.EntryVerdict.Consistent;
import io.temoin.audit.evidence.EntryVerdict.Differs;
import io.temoin.audit.evidence.EntryVerdict.ErasurePending;
import io.temoin.audit.evidence.EntryVerdict.NamesErasedPerson;
import io.temoin.audit.evidence.EntryVerdict.Unsigned;
import io.temoin.audit.evidence.domain.ErasureRecords;
import io.temoin.audit.intake.SubjectKeys;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.trail.TrailDiffers;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.AuditLeaf;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds entries of one tenant against their leaves. That salts are missing, or do not open any
 * more, counts for nothing by itself: an erasure that is an entry of the log has to have taken
 * them.
 *
 * @param keys of the persons whom the entries name
 * @param records the erasures that the log has
 * @param request the erasure for which the entries are examined, if it is for one
 */
record EntryExamination(
        SubjectKeys keys, ErasureRecords records, @Nullable Request request, Instant now) {

    /** So long an erasure, or an entry, may be on its way into the log. */
    static final Duration ON_ITS_WAY = Duration.ofHours(1);

    /**
     * An erasure that somebody answers for.
     *
     * @param key of the person, destroyed for it; {@code null} while it is not, or if there is none
     */
    record Request(String person, @Nullable String key) {}

    /**
     * Examines one.
     *
     * @param leaf as the log has it; {@code null} of an entry that waits for its place
     */
    EntryVerdict of(CaseRow row, byte @Nullable [] leaf) {
        EntryVerdict verdict = byWhatIsSigned(row, leaf);
        if (verdict instanceof Differs && records.onceSigned().isPresent()) {
            EntryExamination soon =
                    new EntryExamination(keys, records.onceSigned().get(), request, now);
            return soon.of(row, leaf) instanceof Differs ? verdict : new Unsigned();
        }
        return verdict;
    }

    private EntryVerdict byWhatIsSigned(CaseRow row, byte @Nullable [] leaf) {
        CaseEntry entry;
        try {
            entry = row.opened(keys);
            if (!entry.hasItsDigests()
                    || (leaf != null && !isLeafOf(entry, AuditLeaf.parse(leaf)))) {
                return new Differs();
            }
        } catch (TrailDiffers | Untrusted _) {
            return new Differs();
        }
        if (entry.subject() != null) {
            return new Consistent();
        }
        Set<String> named = row.erased(keys);
        return named.isEmpty() ? forgotten(row) : named(row, named);
    }

    private static boolean isLeafOf(CaseEntry entry, AuditLeaf leaf) {
        return entry.leaf(leaf.eventId()).equals(leaf);
    }

    private EntryVerdict forgotten(CaseRow row) {
        AuditEntry entry = row.entry();
        return switch (records.status(
                row.erasure(),
                entry.id(),
                entry.who().actor(),
                row.digests(),
                now.minus(ON_ITS_WAY))) {
            case TAKEN -> new Consistent();
            case BEGUN -> new ErasurePending();
            case NOT_TAKEN -> new Differs();
        };
    }

    private EntryVerdict named(CaseRow row, Set<String> named) {
        if (wasTaken(row) || liesUnder(row, records::destroyed) || isRequested(row, named)) {
            return new NamesErasedPerson(named);
        }
        return named.stream().allMatch(this::isJustDestroyed) && mayBeTheirs(row)
                ? new ErasurePending()
                : new Differs();
    }

    /** An entry that lies under another key was made to name somebody who was just erased. */
    private boolean mayBeTheirs(CaseRow row) {
        @Nullable String subject = row.entry().links().subject();
        byte @Nullable [] kept = row.subject();
        return subject == null
                || kept == null
                || !keys.isErased(subject)
                || keys.liesUnderDestroyed(subject, kept);
    }

    /** A backup brought the row back: the log knows that it was taken. */
    private boolean wasTaken(CaseRow row) {
        return records.tookFrom(row.entry().id(), row.actorsOnceErased(), row.digests());
    }

    /** It came in during the erasure: what it was sealed under is gone with the person. */
    private boolean liesUnder(CaseRow row, Predicate<@Nullable String> key) {
        return keys.isErased(row.entry().links().subject())
                && key.test(SubjectKeys.keyOf(row.subject()));
    }

    private boolean isRequested(CaseRow row, Set<String> named) {
        if (request == null || !named.equals(Set.of(request.person()))) {
            return false;
        }
        @Nullable String key = request.key();
        return !request.person().equals(row.entry().links().subject())
                || key == null
                || liesUnder(row, key::equals);
    }

    private boolean isJustDestroyed(String person) {
        @Nullable Instant since = keys.erasedSince(person);
        return since != null && since.isAfter(now.minus(ON_ITS_WAY));
    }
}
