// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.domain.EntryColumn;
import io.temoin.chassis.events.MalformedEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.temoin.transparency.tree.Hash;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The trail's table, which the runtime role can only insert into and read. Its key is the inbox: an
 * entry that is already there stays as it is, in the very statement that would have added it.
 */
@ApplicationScoped
public class EntryStore {

    private static final List<EntryColumn> COLUMNS = List.of(EntryColumn.values());

    /** What the log needs of an entry besides, in the order of {@link #ofLog}. */
    private static final List<String> OF_LOG =
            List.of("leaf", "salt", "subject_salt", "shard", "period", "subject_digests");

    /**
     * The tenant is set, for this transaction, before the first row is checked against it: the rows
     * come from a join with the setting. Rows keep the batch's order, and positions follow it. What
     * is new is handed to the log in the same statement, so that nothing is in the trail alone.
     */
    private static final String INSERT =
            TenantStatement.WITH
                    + """
            , i as materialized (
              select * from unnest(%s) with ordinality as i (%s, %s, line)),
            added as (
              insert into audit_entry (tenant, %s)
              select t.tenant, %s from t cross join i
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
            select service from added"""
                            .formatted(
                                    IntStream.range(0, COLUMNS.size() + OF_LOG.size())
                                            .mapToObj(i -> "$" + (i + 2) + "::text[]")
                                            .collect(Collectors.joining(", ")),
                                    each(EntryColumn::column),
                                    String.join(", ", OF_LOG),
                                    each(EntryColumn::column),
                                    each(EntryStore::typed));

    /** Within the transaction of {@link #INSERT}, which has set the tenant. */
    private static final String OF_ANOTHER_SERVICE =
            """
            select 1 from unnest($2::text[], $3::text[]) as i (event_id, service)
            join audit_entry e on e.tenant = $1 and e.event_id = i.event_id
            where e.service <> i.service
            limit 1""";

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
        List<SealedEntry> once = once(entries);
        return connection
                .preparedQuery(INSERT)
                .execute(parameters(tenant, once))
                .call(
                        added ->
                                added.size() < once.size()
                                        ? requireSameServices(connection, tenant, entries)
                                        : Uni.createFrom().voidItem());
    }

    /**
     * What is there already is the same event, delivered again. Two services that gave one id to
     * two events would else lose the second without a word.
     *
     * @throws MalformedEvent in the {@code Uni}, when an id is that of another service's entry
     */
    private static Uni<Void> requireSameServices(
            SqlConnection connection, TenantId tenant, List<SealedEntry> entries) {
        Tuple asked =
                Tuple.of(tenant.value())
                        .addArrayOfString(texts(entries, one -> one.entry().id()))
                        .addArrayOfString(texts(entries, one -> one.entry().how().service()));
        return connection
                .preparedQuery(OF_ANOTHER_SERVICE)
                .execute(asked)
                .invoke(
                        found -> {
                            if (found.size() > 0) {
                                throw new MalformedEvent(
                                        "its id is that of an entry of another service", null);
                            }
                        })
                .replaceWithVoid();
    }

    private static void count(Map<String, Integer> added, RowSet<Row> rows) {
        rows.forEach(row -> added.merge(row.getString("service"), 1, Integer::sum));
    }

    /** Keeps the first of duplicates: one statement would append both to the log. */
    private static List<SealedEntry> once(List<SealedEntry> entries) {
        Map<String, SealedEntry> byId = new LinkedHashMap<>();
        entries.forEach(one -> byId.putIfAbsent(one.entry().id(), one));
        return List.copyOf(byId.values());
    }

    private static Tuple parameters(TenantId tenant, List<SealedEntry> entries) {
        Tuple values = Tuple.of(tenant.value());
        for (EntryColumn column : COLUMNS) {
            values.addArrayOfString(
                    texts(entries, one -> column.textOf(one.entry(), EntryStore::joined)));
        }
        return ofLog(values, entries);
    }

    private static Tuple ofLog(Tuple values, List<SealedEntry> entries) {
        return values.addArrayOfString(texts(entries, one -> base64(one.leaf().bytes())))
                .addArrayOfString(texts(entries, one -> one.salts().action().base64()))
                .addArrayOfString(texts(entries, one -> one.salts().kept()))
                .addArrayOfString(texts(entries, one -> one.shard().id()))
                .addArrayOfString(texts(entries, one -> one.shard().period()))
                .addArrayOfString(texts(entries, EntryStore::subjectDigests));
    }

    private static String each(Function<EntryColumn, String> part) {
        return COLUMNS.stream().map(part).collect(Collectors.joining(", "));
    }

    /** A column of the batch, which is text, in the type of the table's. */
    private static String typed(EntryColumn column) {
        String text = "i." + column.column();
        return switch (column.kind()) {
            case TEXT -> text;
            case CODES -> "string_to_array(" + text + ", chr(31))";
            case INSTANT -> text + "::timestamptz";
            case NUMBER -> text + "::bigint";
        };
    }

    private static @Nullable String[] texts(
            List<SealedEntry> entries, Function<SealedEntry, @Nullable String> column) {
        @Nullable String[] texts = new @Nullable String[entries.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(entries.get(i));
        }
        return texts;
    }

    /** Digests are as long as each other, so they need nothing between them. */
    private static String subjectDigests(SealedEntry one) {
        ByteBuffer bytes = ByteBuffer.allocate(one.subjectDigests().size() * Hash.SIZE);
        one.subjectDigests().forEach(digest -> bytes.put(digest.bytes()));
        return base64(bytes.array());
    }

    /** With what no code contains between them. */
    private static String joined(List<String> codes) {
        return String.join("\u001f", codes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
