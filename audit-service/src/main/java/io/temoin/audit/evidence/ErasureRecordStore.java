// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.evidence.EntryVerdict.Consistent;
import io.temoin.audit.evidence.domain.ErasedEntries;
import io.temoin.audit.evidence.domain.ErasureRecords;
import io.temoin.audit.evidence.domain.ErasureRecords.StartedErasure;
import io.temoin.audit.evidence.domain.RecordedErasure;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.intake.SubjectKeys;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.log.LocatedLeaf;
import io.temoin.audit.log.Proofs;
import io.temoin.audit.trail.EntryRows;
import io.temoin.audit.trail.TrailDiffers;
import io.temoin.chassis.limits.LongStatements;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the log has of the erasures of a tenant. Only entries that are what their leaves commit to
 * count, and these leaves have to be in the signed tree: a row that somebody wrote beside the log
 * is no record.
 */
@Singleton
class ErasureRecordStore {

    /**
     * The tenant is set before a row of any table is read: a table that is joined beside the
     * subquery may be read first, and then shows nothing.
     */
    static final String ERASURES =
            TenantStatement.of(
                            """
              select %s, s.action as action_seed, s.subject as subject_seed, s.subject_digests,
                s.erasure::text as erasure, l.leaf, l.shard, l.index, h.checkpoint, h.checkpoint_size
              from audit_entry e
              join entry_salt s on s.tenant = e.tenant and s.event_id = e.event_id
              join log_leaf l on l.tenant = e.tenant and l.event_id = e.event_id
              join log_head h on h.shard = l.shard and l.index < h.size
              where e.tenant = t.tenant and e.action = $2 and e.service = 'audit'
                and e.reported_by is null
                and (e.stream = any($3::text[]) or e.because::text[] && $4::text[]) offset 0""")
                    .formatted(EntryRows.COLUMNS);

    private static final String LISTS =
            """
            select erasure::text as erasure, entries, began_at from subject_erasure
            where tenant = $1
              and (erasure = any($2)
                or exists (
                  select from unnest($3::text[]) as digest
                  where position(decode(digest, 'hex') in entries) > 0))""";

    private static final ErasureRecords NONE = new ErasureRecords(List.of(), List.of(), Map.of());

    /** An entry that may be the record of an erasure, and its leaf. */
    private record Candidate(CaseRow row, LocatedLeaf placed) {

        boolean isSigned() {
            return LocatedLeaf.isSigned(placed);
        }
    }

    private final Pool pool;
    private final SubjectKeyring keyring;
    private final Proofs proofs;
    private final LongStatements statements;
    private final Clock clock;

    ErasureRecordStore(
            Pool pool,
            SubjectKeyring keyring,
            Proofs proofs,
            LongStatements statements,
            Clock clock) {
        this.pool = pool;
        this.statements = statements;
        this.keyring = keyring;
        this.proofs = proofs;
        this.clock = clock;
    }

    /**
     * The erasures that may have taken something of these entries, as the log has them now: those
     * that the rows name, and of rows that name somebody who was erased, those that their digests
     * are listed of or that their key was destroyed for.
     */
    Uni<ErasureRecords> find(TenantId tenant, SubjectKeys keys, Collection<CaseRow> rows) {
        Set<String> erasures =
                rows.stream()
                        .map(CaseRow::erasure)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        List<CaseRow> naming = rows.stream().filter(row -> !row.erased(keys).isEmpty()).toList();
        if (erasures.isEmpty() && naming.isEmpty()) {
            return Uni.createFrom().item(NONE);
        }
        // What began first: what is committed to had begun before.
        return started(tenant, erasures, naming)
                .flatMap(
                        started -> {
                            Set<String> wanted = new HashSet<>(erasures);
                            wanted.addAll(started.keySet());
                            return recorded(tenant, wanted, naming)
                                    .flatMap(found -> records(found, started));
                        });
    }

    private Uni<Map<String, StartedErasure>> started(
            TenantId tenant, Set<String> erasures, List<CaseRow> naming) {
        Tuple of =
                Tuple.tuple()
                        .addString(tenant.value())
                        .addArrayOfUUID(
                                erasures.stream().map(UUID::fromString).toArray(UUID[]::new))
                        .addArrayOfString(
                                naming.stream()
                                        .flatMap(row -> row.digestsOnceErased().stream())
                                        .toArray(String[]::new));
        // Each digest is looked for in each list, and there may be many of both.
        return statements
                .in(pool, tenant, connection -> connection.preparedQuery(LISTS).execute(of))
                .map(
                        rows -> {
                            Map<String, StartedErasure> started = new HashMap<>();
                            rows.forEach(
                                    row -> started.put(row.getString("erasure"), started(row)));
                            return started;
                        });
    }

    private static StartedErasure started(Row row) {
        return new StartedErasure(
                ErasedEntries.of(row.getBuffer("entries").getBytes()),
                row.getOffsetDateTime("began_at").toInstant());
    }

    private Uni<ErasureRecords> records(
            List<Candidate> found, Map<String, StartedErasure> started) {
        return proofs.included(found, Candidate::placed)
                .map(
                        included ->
                                new ErasureRecords(
                                        erasures(included.stream()),
                                        erasures(found.stream().filter(one -> !one.isSigned())),
                                        started));
    }

    private static List<RecordedErasure> erasures(Stream<Candidate> entries) {
        return entries.map(one -> recorded(one.row().entry())).flatMap(Optional::stream).toList();
    }

    private Uni<List<Candidate>> recorded(
            TenantId tenant, Set<String> erasures, List<CaseRow> naming) {
        Tuple of =
                Tuple.tuple()
                        .addString(tenant.value())
                        .addString(RecordedErasure.ACTION)
                        .addArrayOfString(
                                erasures.stream()
                                        .map(RecordedErasure::stream)
                                        .toArray(String[]::new))
                        .addArrayOfString(
                                naming.stream()
                                        .map(row -> SubjectKeys.keyOf(row.subject()))
                                        .filter(Objects::nonNull)
                                        .map(RecordedErasure::saysOfKey)
                                        .distinct()
                                        .toArray(String[]::new));
        return pool.preparedQuery(ERASURES)
                .execute(of)
                .map(
                        rows -> {
                            List<Candidate> candidates = new ArrayList<>();
                            rows.forEach(row -> candidate(row).ifPresent(candidates::add));
                            return candidates;
                        })
                .flatMap(candidates -> sound(tenant, candidates));
    }

    private static Optional<Candidate> candidate(Row row) {
        try {
            CaseRow entry = CaseStore.row(row);
            return Optional.ofNullable(CaseStore.placed(row))
                    .map(placed -> new Candidate(entry, placed));
        } catch (TrailDiffers _) {
            return Optional.empty(); // the comparison of this entry with its leaf says so
        }
    }

    private Uni<List<Candidate>> sound(TenantId tenant, List<Candidate> candidates) {
        List<AuditEntry> entries = candidates.stream().map(one -> one.row().entry()).toList();
        return keyring.forKept(tenant, entries)
                .map(keys -> new EntryExamination(keys, NONE, null, clock.instant()))
                .map(
                        examination ->
                                candidates.stream()
                                        .filter(one -> isSound(examination, one))
                                        .toList());
    }

    private static boolean isSound(EntryExamination examination, Candidate one) {
        return examination.of(one.row(), one.placed().leaf()) instanceof Consistent;
    }

    private static Optional<RecordedErasure> recorded(AuditEntry entry) {
        return RecordedErasure.of(entry.trace().stream(), entry.what().because());
    }
}
