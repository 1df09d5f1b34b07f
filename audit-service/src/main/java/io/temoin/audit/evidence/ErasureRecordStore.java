// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.evidence.EntryVerdict.Sound;
import io.temoin.audit.evidence.domain.ErasedEntries;
import io.temoin.audit.evidence.domain.ErasureRecords;
import io.temoin.audit.evidence.domain.ErasureRecords.Listed;
import io.temoin.audit.evidence.domain.RecordedErasure;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.eventsourcing.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the log has of the erasures of a tenant. Only entries that are what their leaves commit to
 * count: a row that somebody wrote beside the log is no record.
 */
@Singleton
class ErasureRecordStore {

    /**
     * The tenant is set before a row of any table is read: a table that is joined beside the
     * subquery may be read first, and then shows nothing.
     */
    static final String ERASURES =
            """
            select e.*
            from (select set_config('temoin.tenant', $1, true) as tenant offset 0) t
            cross join lateral (
              select e.*, s.action as action_seed, s.subject as subject_seed, s.subject_digests,
                s.erasure::text as erasure, l.leaf
              from audit_entry e
              join entry_salt s on s.tenant = e.tenant and s.event_id = e.event_id
              join log_leaf l on l.tenant = e.tenant and l.event_id = e.event_id
              where e.tenant = t.tenant and e.action = $2 and e.service = 'audit'
                and e.reported_by is null offset 0) e\
            """;

    private static final String LISTS =
            """
            select l.erasure::text as erasure, l.entries, l.began_at
            from (select set_config('temoin.tenant', $1, true) as tenant offset 0) t
            cross join lateral (
              select * from subject_erasure where tenant = t.tenant offset 0) l""";

    /** An entry that may be the record of an erasure, and its leaf. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Candidate(CaseRow row, byte[] leaf) {}

    private final Pool pool;
    private final SubjectKeyring keyring;
    private final Clock clock;

    ErasureRecordStore(Pool pool, SubjectKeyring keyring, Clock clock) {
        this.pool = pool;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** The erasures of a tenant, as the log has them now. */
    Uni<ErasureRecords> of(TenantId tenant) {
        // The lists first: what is committed to was listed before.
        return lists(tenant)
                .flatMap(lists -> recorded(tenant).map(found -> new ErasureRecords(found, lists)));
    }

    private Uni<Map<String, Listed>> lists(TenantId tenant) {
        return pool.preparedQuery(LISTS)
                .execute(Tuple.of(tenant.value()))
                .map(
                        rows -> {
                            Map<String, Listed> lists = new HashMap<>();
                            rows.forEach(row -> lists.put(row.getString("erasure"), listed(row)));
                            return lists;
                        });
    }

    private static Listed listed(Row row) {
        return new Listed(
                ErasedEntries.of(row.getBuffer("entries").getBytes()),
                row.getOffsetDateTime("began_at").toInstant());
    }

    private Uni<List<RecordedErasure>> recorded(TenantId tenant) {
        return pool.preparedQuery(ERASURES)
                .execute(Tuple.of(tenant.value(), RecordedErasure.ACTION))
                .map(
                        rows -> {
                            List<Candidate> candidates = new ArrayList<>();
                            rows.forEach(row -> candidate(row).ifPresent(candidates::add));
                            return candidates;
                        })
                .flatMap(candidates -> proven(tenant, candidates));
    }

    private static Optional<Candidate> candidate(Row row) {
        try {
            return Optional.of(new Candidate(CaseStore.row(row), row.getBuffer("leaf").getBytes()));
        } catch (TrailDiffers _) {
            return Optional.empty(); // the comparison of this entry with its leaf says so
        }
    }

    private Uni<List<RecordedErasure>> proven(TenantId tenant, List<Candidate> candidates) {
        List<AuditEntry> entries = candidates.stream().map(one -> one.row().entry()).toList();
        return keyring.forKept(tenant, entries)
                .map(
                        keys ->
                                new EntryExamination(
                                        keys,
                                        new ErasureRecords(List.of(), Map.of()),
                                        null,
                                        clock.instant()))
                .map(
                        examination ->
                                candidates.stream()
                                        .filter(one -> isSound(examination, one))
                                        .map(one -> recorded(one.row().entry()))
                                        .flatMap(Optional::stream)
                                        .toList());
    }

    private static boolean isSound(EntryExamination examination, Candidate one) {
        return examination.of(one.row(), one.leaf()) instanceof Sound;
    }

    private static Optional<RecordedErasure> recorded(AuditEntry entry) {
        return RecordedErasure.of(entry.trace().stream(), entry.what().because());
    }
}
