// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.domain.IntakeProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds handed-in entries, all of a request or none. Their ids are claimed first: whoever comes with
 * the same id at the same moment waits for the other, and then finds what the other said.
 */
@ApplicationScoped
class SubmissionStore {

    /** In the order of the ids, so that two requests never wait for each other. */
    private static final String CLAIM =
            TenantStatement.WITH
                    + """
            insert into submitted_entry (tenant, event_id, content)
            select t.tenant, i.event_id, decode(i.content, 'hex')
            from t cross join unnest($2::text[], $3::text[]) as i (event_id, content)
            order by i.event_id
            on conflict do nothing
            returning event_id""";

    private static final String CLAIMED =
            """
            select event_id, encode(content, 'hex') as content from submitted_entry
            where tenant = $1 and event_id = any($2)""";

    private final Pool pool;

    SubmissionStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Adds what is not there yet; ids are different from one another.
     *
     * @return how many entries were new
     * @throws Rejected in the {@code Uni}, when an id stands for another entry; nothing is added
     */
    Uni<Integer> add(TenantId tenant, List<SealedSubmission> all) {
        return pool.withTransaction(
                connection ->
                        claim(connection, tenant, all)
                                .flatMap(fresh -> settle(connection, tenant, all, fresh)));
    }

    private static Uni<Integer> settle(
            SqlConnection connection,
            TenantId tenant,
            List<SealedSubmission> all,
            Set<String> fresh) {
        List<SealedEntry> added =
                all.stream()
                        .filter(one -> fresh.contains(one.id()))
                        .map(SealedSubmission::sealed)
                        .toList();
        List<SealedSubmission> known =
                all.stream().filter(one -> !fresh.contains(one.id())).toList();
        return compare(connection, tenant, known)
                .chain(
                        () ->
                                added.isEmpty()
                                        ? Uni.createFrom().item(0)
                                        : EntryStore.addWithin(connection, tenant, added));
    }

    private static Uni<Set<String>> claim(
            SqlConnection connection, TenantId tenant, List<SealedSubmission> all) {
        return connection
                .preparedQuery(CLAIM)
                .execute(
                        Tuple.tuple()
                                .addString(tenant.value())
                                .addArrayOfString(ids(all))
                                .addArrayOfString(
                                        all.stream()
                                                .map(SealedSubmission::content)
                                                .toArray(String[]::new)))
                .map(
                        rows -> {
                            Set<String> fresh = new HashSet<>();
                            rows.forEach(row -> fresh.add(row.getString("event_id")));
                            return fresh;
                        });
    }

    private static Uni<Void> compare(
            SqlConnection connection, TenantId tenant, List<SealedSubmission> known) {
        if (known.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(CLAIMED)
                .execute(Tuple.tuple().addString(tenant.value()).addArrayOfString(ids(known)))
                .invoke(rows -> requireTheSame(rows, known))
                .replaceWithVoid();
    }

    private static void requireTheSame(RowSet<Row> rows, List<SealedSubmission> known) {
        Map<String, String> there = new HashMap<>();
        rows.forEach(row -> there.put(row.getString("event_id"), row.getString("content")));
        List<String> others = new ArrayList<>();
        for (SealedSubmission one : known) {
            String content = there.get(one.id());
            if (content == null) {
                throw new IllegalStateException("an id that is taken is somebody's");
            }
            if (!one.content().equals(content)) {
                others.add(one.pointer());
            }
        }
        if (!others.isEmpty()) {
            throw reused(others);
        }
    }

    /** The refusal of ids that stand for other entries. */
    static Rejected reused(List<String> pointers) {
        String sentence =
                "Your organisation and source have already submitted a different entry with this"
                        + " id.";
        return new Rejected(
                IntakeProblem.ENTRY_ID_REUSED,
                sentence,
                pointers.stream()
                        .map(pointer -> new Violation(pointer, "entry-id-reused", sentence))
                        .toList());
    }

    private static String[] ids(List<SealedSubmission> all) {
        return all.stream().map(SealedSubmission::id).toArray(String[]::new);
    }
}
