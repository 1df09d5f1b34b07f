// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.evidence.EntryExamination.Request;
import io.temoin.audit.evidence.EntryVerdict.Consistent;
import io.temoin.audit.evidence.EntryVerdict.Differs;
import io.temoin.audit.evidence.TrailCheckStore.CheckedLeaf;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.log.LogSize;
import io.temoin.audit.log.Proofs;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what it takes to hold entries against their leaves: the keys of the persons whom they
 * name, the erasures on record, and the proofs that the leaves are in the signed tree.
 */
@Singleton
class LeafExaminer {

    /**
     * Judges leaves of one log, one at a time: a caller that stops early has examined no more.
     *
     * @param included the indexes of those in the signed tree
     * @param pruned how many of the log's first entries are pruned, by a signed statement
     */
    record Verdicts(EntryExamination examination, Set<Long> included, long pruned) {

        /** A leaf that names no entry any more differs, unless that was pruned. */
        EntryVerdict of(CheckedLeaf leaf) {
            if (!included.contains(leaf.index())) {
                return new Differs();
            }
            CaseRow row = leaf.row();
            if (row != null) {
                return examination.of(row, leaf.leaf());
            }
            return leaf.event() == null && leaf.index() < pruned ? new Consistent() : new Differs();
        }
    }

    private final ErasureRecordStore records;
    private final SubjectKeyring keyring;
    private final Proofs proofs;

    LeafExaminer(ErasureRecordStore records, SubjectKeyring keyring, Proofs proofs) {
        this.records = records;
        this.keyring = keyring;
        this.proofs = proofs;
    }

    /** The verdicts on leaves of one log, of which the first {@code pruned} are pruned. */
    Uni<Verdicts> findVerdicts(LogSize log, List<CheckedLeaf> leaves, long pruned, Instant now) {
        return findExamination(log.tenant(), CheckedLeaf.rows(leaves), null, now)
                .flatMap(
                        examination ->
                                proofs.included(leaves, CheckedLeaf::placed)
                                        .map(
                                                included ->
                                                        new Verdicts(
                                                                examination,
                                                                indexes(included),
                                                                pruned)));
    }

    /**
     * The examination of rows of one tenant.
     *
     * @param request the erasure for which they are examined, if it is for one
     */
    Uni<EntryExamination> findExamination(
            TenantId tenant, List<CaseRow> rows, @Nullable Request request, Instant now) {
        return keyring.forKept(tenant, rows.stream().map(CaseRow::entry).toList())
                .flatMap(
                        keys ->
                                records.find(tenant, keys, rows)
                                        .map(
                                                known ->
                                                        new EntryExamination(
                                                                keys, known, request, now)));
    }

    private static Set<Long> indexes(List<CheckedLeaf> leaves) {
        return leaves.stream().map(CheckedLeaf::index).collect(Collectors.toSet());
    }
}
