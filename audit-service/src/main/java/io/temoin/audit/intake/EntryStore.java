// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.postgres.TenantStatement;
import io.temoin.transparency.tree.Hash;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The trail's table, which the runtime role can only insert into and read. Its key is the inbox: an
 * entry that is already there stays as it is, in the very statement that would have added it.
 */
@ApplicationScoped
public class EntryStore {

    /** Between the items of a list inside one column of the batch; no code contains it. */
    private static final String SEPARATOR = "\u001f";

    /**
     * The tenant is set, for this transaction, before the first row is checked against it: the rows
     * come from a join with the setting. Rows keep the batch's order, and positions follow it. What
     * is new is handed to the log in the same statement, so that nothing is in the trail alone.
     */
    private static final String INSERT =
            TenantStatement.WITH
                    + """
            , i as materialized (
              select * from unnest($2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[],
              $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
              $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
              $18::text[], $19::text[], $20::text[], $21::text[], $22::text[], $23::text[],
              $24::text[], $25::text[], $26::bigint[], $27::text[], $28::text[], $29::text[],
              $30::text[], $31::text[], $32::text[], $33::text[]) with ordinality
              as i (event_id, at, recorded_at, service, action, outcome, because, actor,
                organisation, role, workstation, purposes, reason_code, reason_reference,
                operation, channel, controller, subject, recording, decision, consent,
                correlation, causation, stream, sequence, leaf, salt, subject_salt, shard, period,
                subject_digests, reported_by, line)),
            added as (
              insert into audit_entry (tenant, event_id, at, recorded_at, service, action, outcome,
                because, actor, organisation, role, workstation, purposes, reason_code,
                reason_reference, operation, channel, controller, subject, recording, decision,
                consent, correlation, causation, stream, sequence, reported_by)
              select t.tenant, i.event_id, i.at, i.recorded_at, i.service, i.action, i.outcome,
                string_to_array(i.because, chr(31)), i.actor, i.organisation, i.role,
                i.workstation, string_to_array(i.purposes, chr(31)), i.reason_code,
                i.reason_reference, i.operation, i.channel, i.controller, i.subject, i.recording,
                i.decision, i.consent, i.correlation, i.causation, i.stream, i.sequence,
                i.reported_by
              from t cross join i
              order by i.line
              on conflict do nothing
              returning event_id, service),
            salted as (
              insert into entry_salt (tenant, event_id, action, subject, subject_digests)
              select t.tenant, i.event_id, decode(i.salt, 'base64'),
                decode(i.subject_salt, 'base64'), decode(i.subject_digests, 'base64')
              from t cross join added join i using (event_id)),
            handed as (
              insert into log_pending (tenant, shard, period, event_id, leaf)
              select t.tenant, i.shard, i.period, i.event_id, decode(i.leaf, 'base64')
              from t cross join added join i using (event_id)
              order by i.line)
            select service from added""";

    private final Pool pool;

    EntryStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Adds what is not there yet, all tenants in one transaction.
     *
     * @return how many entries were new, by the service whose event they were made from
     */
    Uni<Map<String, Integer>> add(Map<TenantId, List<SealedEntry>> entries) {
        return pool.withTransaction(
                connection ->
                        Multi.createFrom()
                                .iterable(entries.entrySet())
                                .onItem()
                                .transformToUniAndConcatenate(
                                        group -> add(connection, group.getKey(), group.getValue()))
                                .collect()
                                .in(HashMap::new, EntryStore::count));
    }

    /**
     * Adds what is not there yet, within a transaction of somebody else's.
     *
     * @return how many entries were new
     */
    static Uni<Integer> addWithin(
            SqlConnection connection, TenantId tenant, List<SealedEntry> entries) {
        return add(connection, tenant, entries).map(RowSet::size);
    }

    private static Uni<RowSet<Row>> add(
            SqlConnection connection, TenantId tenant, List<SealedEntry> entries) {
        return connection.preparedQuery(INSERT).execute(parameters(tenant, once(entries)));
    }

    private static void count(Map<String, Integer> added, RowSet<Row> rows) {
        rows.forEach(row -> added.merge(row.getString("service"), 1, Integer::sum));
    }

    /** Of an event that is twice in a batch, the first: a statement would hand both to the log. */
    private static List<SealedEntry> once(List<SealedEntry> entries) {
        Map<String, SealedEntry> byId = new LinkedHashMap<>();
        entries.forEach(one -> byId.putIfAbsent(one.entry().id(), one));
        return List.copyOf(byId.values());
    }

    private static Tuple parameters(TenantId tenant, List<SealedEntry> all) {
        List<AuditEntry> entries = all.stream().map(SealedEntry::entry).toList();
        return Tuple.tuple()
                .addString(tenant.value())
                .addArrayOfString(texts(entries, AuditEntry::id))
                .addArrayOfOffsetDateTime(times(entries, entry -> entry.when().at()))
                .addArrayOfOffsetDateTime(times(entries, entry -> entry.when().recordedAt()))
                .addArrayOfString(texts(entries, entry -> entry.how().service()))
                .addArrayOfString(texts(entries, entry -> entry.what().action()))
                .addArrayOfString(texts(entries, entry -> entry.what().outcome().name()))
                .addArrayOfString(texts(entries, entry -> joined(entry.what().because())))
                .addArrayOfString(texts(entries, entry -> entry.who().actor()))
                .addArrayOfString(texts(entries, entry -> entry.who().organisation()))
                .addArrayOfString(texts(entries, entry -> entry.who().role()))
                .addArrayOfString(texts(entries, AuditEntry::workstation))
                .addArrayOfString(texts(entries, entry -> joined(entry.why().purposes())))
                .addArrayOfString(reasons(entries, StatedReason::code))
                .addArrayOfString(reasons(entries, StatedReason::reference))
                .addArrayOfString(texts(entries, entry -> entry.how().operation()))
                .addArrayOfString(texts(entries, entry -> entry.how().channel()))
                .addArrayOfString(texts(entries, entry -> entry.links().controller()))
                .addArrayOfString(texts(entries, entry -> entry.links().subject()))
                .addArrayOfString(texts(entries, entry -> entry.links().recording()))
                .addArrayOfString(texts(entries, entry -> entry.links().decision()))
                .addArrayOfString(texts(entries, entry -> entry.links().consent()))
                .addArrayOfString(texts(entries, entry -> entry.trace().correlation()))
                .addArrayOfString(texts(entries, entry -> entry.trace().causation()))
                .addArrayOfString(texts(entries, entry -> entry.trace().stream()))
                .addArrayOfLong(
                        entries.stream()
                                .map(entry -> entry.trace().sequence())
                                .toArray(Long[]::new))
                .addArrayOfString(each(all, one -> base64(one.leaf().bytes())))
                .addArrayOfString(each(all, one -> one.salts().action().base64()))
                .addArrayOfString(each(all, one -> one.salts().kept()))
                .addArrayOfString(each(all, one -> one.shard().id()))
                .addArrayOfString(each(all, one -> one.shard().period()))
                .addArrayOfString(each(all, EntryStore::subjectDigests))
                .addArrayOfString(texts(entries, AuditEntry::reportedBy));
    }

    private static @Nullable String[] each(
            List<SealedEntry> all, Function<SealedEntry, @Nullable String> column) {
        @Nullable String[] texts = new @Nullable String[all.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(all.get(i));
        }
        return texts;
    }

    /** Digests are as long as each other, so they need nothing between them. */
    private static String subjectDigests(SealedEntry one) {
        ByteBuffer bytes = ByteBuffer.allocate(one.subjectDigests().size() * Hash.SIZE);
        one.subjectDigests().forEach(digest -> bytes.put(digest.bytes()));
        return base64(bytes.array());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static @Nullable String[] texts(
            List<AuditEntry> entries, Function<AuditEntry, @Nullable String> column) {
        @Nullable String[] texts = new @Nullable String[entries.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(entries.get(i));
        }
        return texts;
    }

    private static @Nullable String[] reasons(
            List<AuditEntry> entries, Function<StatedReason, @Nullable String> column) {
        return texts(
                entries,
                entry -> {
                    StatedReason reason = entry.why().reason();
                    return reason == null ? null : column.apply(reason);
                });
    }

    private static OffsetDateTime[] times(
            List<AuditEntry> entries, Function<AuditEntry, Instant> column) {
        return entries.stream()
                .map(entry -> column.apply(entry).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    private static String joined(List<String> codes) {
        return String.join(SEPARATOR, codes);
    }
}
