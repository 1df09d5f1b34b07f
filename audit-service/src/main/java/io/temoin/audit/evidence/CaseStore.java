// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.evidence.EntryVerdict.Consistent;
import io.temoin.audit.evidence.EntryVerdict.Differs;
import io.temoin.audit.evidence.EntryVerdict.ErasurePending;
import io.temoin.audit.evidence.EntryVerdict.NamesErasedPerson;
import io.temoin.audit.evidence.EntryVerdict.Unsigned;
import io.temoin.audit.evidence.domain.ErasureRecords;
import io.temoin.audit.evidence.domain.EvidenceCase;
import io.temoin.audit.evidence.domain.EvidenceCase.OfCorrelation;
import io.temoin.audit.evidence.domain.EvidenceCase.OfEntries;
import io.temoin.audit.evidence.domain.EvidenceCase.OfRecording;
import io.temoin.audit.evidence.domain.EvidenceCase.OfSubject;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.intake.SubjectKeys;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.log.LeafLocation;
import io.temoin.audit.log.LocatedLeaf;
import io.temoin.audit.trail.EntryRows;
import io.temoin.audit.trail.TrailDiffers;
import io.temoin.audit.trail.TrailQueries;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.temoin.transparency.entry.SaltSeed;
import io.temoin.transparency.tree.Hash;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a case with what they were salted with and where they are in the log, in the order of
 * the trail.
 */
@Singleton
class CaseStore {

    private static final String SELECT =
            TenantStatement.of(
                                    """
              select %s, e.position, s.action as action_seed, s.subject as subject_seed,
                s.subject_digests,
                s.erasure::text as erasure, l.leaf, l.shard, l.index, h.checkpoint, h.checkpoint_size
              from audit_entry e
              left join entry_salt s on s.tenant = e.tenant and s.event_id = e.event_id
              left join log_leaf l on l.tenant = e.tenant and l.event_id = e.event_id
              left join log_head h on h.shard = l.shard
              where e.tenant = t.tenant and %%s
                and ($3::timestamptz is null or e.at >= $3)
                and ($4::timestamptz is null or e.at < $4)
                and ($5::text is null or e.controller = $5
                  or e.organisation = $5 and (e.controller is null or e.controller = any($6)
                    and agreement_covers(e.tenant, e.controller, e.organisation, e.purposes)))
                and e.event_id <> $7
              order by e.at, e.position
              limit $8""")
                            .formatted(EntryRows.COLUMNS)
                    + " order by e.at, e.position";

    private static final String SUBJECT = SELECT.formatted("e.subject = $2");
    private static final String CORRELATION =
            SELECT.formatted("e.correlation_name = regexp_replace($2::text, '^claimed:', '')");
    private static final String ENTRIES = SELECT.formatted("e.event_id = any($2)");

    /** As the trail's own list: with the decision and the consent that the recording rests on. */
    private static final String RECORDING =
            SELECT.formatted(
                    """
                    e.event_id in (
                      with resting as (
                        select decision, consent from audit_entry
                        where tenant = $1 and recording = $2 and decision is not null and %s
                        order by at, position limit 1)
                      select event_id from audit_entry where tenant = $1 and recording = $2
                      union all
                      select d.event_id from audit_entry d join resting using (decision)
                      where d.tenant = $1 and d.recording is null
                      union all
                      select c.event_id from audit_entry c join resting using (consent)
                      where c.tenant = $1 and c.recording is null and c.decision is null)\
                    """
                            .formatted(TrailQueries.KNOWS_WHAT_RECORDINGS_REST_ON));

    /** An entry of a case, and its leaf; none while it waits for its place. */
    record LoggedEntry(CaseEntry entry, @Nullable LocatedLeaf placed) {}

    /** The same before its salts are opened. */
    private record LocatedRow(CaseRow row, @Nullable LocatedLeaf placed) {}

    private final Pool pool;
    private final SubjectKeyring keyring;
    private final ErasureRecordStore records;
    private final Clock clock;

    CaseStore(Pool pool, SubjectKeyring keyring, ErasureRecordStore records, Clock clock) {
        this.pool = pool;
        this.keyring = keyring;
        this.records = records;
        this.clock = clock;
    }

    /**
     * The entries, oldest first, at most {@code limit}.
     *
     * @throws TrailDiffers in the {@code Uni}, when a row has no salts or such as do not open, or
     *     an outcome or a code that is none: it did not come in by the intake; and when no erasure
     *     that is in the log took what is missing
     * @throws Rejected in the {@code Uni}, while such an erasure is on its way into the log
     */
    Uni<List<LoggedEntry>> entries(CaseQuestion question, int limit) {
        return rows(question, limit).flatMap(found -> opened(question.tenant(), found));
    }

    /** The keys are asked for when the connection to the trail is given back. */
    private Uni<List<LoggedEntry>> opened(TenantId tenant, List<LocatedRow> found) {
        return keyring.forKept(tenant, found.stream().map(one -> one.row().entry()).toList())
                .flatMap(
                        keys -> {
                            List<LoggedEntry> opened =
                                    found.stream().map(one -> opened(one, keys)).toList();
                            return opened.stream().allMatch(CaseStore::isWhole)
                                    ? Uni.createFrom().item(opened)
                                    : records.find(tenant, keys, rowsOf(found))
                                            .invoke(erasures -> require(found, keys, erasures))
                                            .replaceWith(opened);
                        });
    }

    private static List<CaseRow> rowsOf(List<LocatedRow> found) {
        return found.stream().map(LocatedRow::row).toList();
    }

    private static LoggedEntry opened(LocatedRow one, SubjectKeys keys) {
        return new LoggedEntry(one.row().opened(keys), one.placed());
    }

    private static boolean isWhole(LoggedEntry one) {
        return one.entry().subject() != null;
    }

    /** What is missing of an entry, an erasure that is itself in the log has to have taken. */
    private void require(List<LocatedRow> found, SubjectKeys keys, ErasureRecords erasures) {
        EntryExamination examination = new EntryExamination(keys, erasures, null, clock.instant());
        for (LocatedRow one : found) {
            @Nullable LocatedLeaf placed = one.placed();
            switch (examination.of(one.row(), placed == null ? null : placed.leaf())) {
                case Consistent _, NamesErasedPerson _ -> {
                    // may be shown
                }
                case ErasurePending _, Unsigned _ -> throw LocatedLeaf.notYet();
                case Differs _ -> throw new TrailDiffers(one.row().entry().id());
            }
        }
    }

    private Uni<List<LocatedRow>> rows(CaseQuestion question, int limit) {
        return pool.preparedQuery(statement(question.of()))
                .execute(parameters(question, limit))
                .map(
                        rows -> {
                            List<LocatedRow> found = new ArrayList<>();
                            rows.forEach(row -> found.add(new LocatedRow(row(row), placed(row))));
                            return found;
                        });
    }

    /** The leaf of an entry and where it is; none while it waits for its place. */
    static @Nullable LocatedLeaf placed(Row row) {
        @Nullable Buffer leaf = row.getBuffer("leaf");
        if (leaf == null) {
            return null;
        }
        @Nullable Long size = row.getLong("checkpoint_size");
        return new LocatedLeaf(
                leaf.getBytes(),
                new LeafLocation(
                        row.getString("shard"),
                        row.getLong("index"),
                        row.getString("checkpoint"),
                        size == null ? 0 : size));
    }

    private static String statement(EvidenceCase of) {
        return switch (of) {
            case OfRecording _ -> RECORDING;
            case OfSubject _ -> SUBJECT;
            case OfCorrelation _ -> CORRELATION;
            case OfEntries _ -> ENTRIES;
        };
    }

    private static Tuple parameters(CaseQuestion question, int limit) {
        Tuple values = Tuple.tuple().addString(question.tenant().value());
        switch (question.of()) {
            case OfRecording(var recording) -> values.addString(recording);
            case OfSubject(var subject) -> values.addString(subject);
            case OfCorrelation(var correlation) -> values.addString(correlation);
            case OfEntries(var entries) -> values.addArrayOfString(entries.toArray(String[]::new));
        }
        return values.addOffsetDateTime(time(question.from()))
                .addOffsetDateTime(time(question.to()))
                .addString(question.visibility().organisation())
                .addArrayOfString(question.visibility().controllers().toArray(String[]::new))
                .addString(question.own())
                .addInteger(limit);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    /**
     * Reads one row, in which {@link EntryRows#COLUMNS} come first.
     *
     * @throws TrailDiffers when it has no salts, or an outcome or a code that is none
     */
    static CaseRow row(Row row) {
        AuditEntry entry = EntryRows.entry(row, 0);
        @Nullable SaltSeed action = seed(row, "action_seed");
        if (action == null) {
            throw new TrailDiffers(entry.id());
        }
        @Nullable Buffer subject = row.getBuffer("subject_seed");
        return new CaseRow(
                entry,
                action,
                subject == null ? null : subject.getBytes(),
                digests(row),
                row.getString("erasure"));
    }

    private static @Nullable SaltSeed seed(Row row, String column) {
        @Nullable Buffer bytes = row.getBuffer(column);
        return bytes == null ? null : SaltSeed.of(bytes.getBytes());
    }

    private static List<Hash> digests(Row row) {
        @Nullable Buffer bytes = row.getBuffer("subject_digests");
        List<Hash> digests = new ArrayList<>();
        for (int at = 0; bytes != null && at < bytes.length(); at += Hash.SIZE) {
            digests.add(Hash.of(bytes.getBytes(at, at + Hash.SIZE)));
        }
        return digests;
    }
}
