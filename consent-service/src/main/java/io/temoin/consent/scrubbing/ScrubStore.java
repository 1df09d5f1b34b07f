// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.screening.Creation;
import io.temoin.consent.screening.JsonColumn;
import io.temoin.consent.screening.TenantStore;
import io.temoin.consent.scrubbing.domain.ScrubProblem;
import io.temoin.consent.scrubbing.domain.ScrubTally;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far scrubs have come, and their answers for as long as they are kept. */
@Singleton
class ScrubStore {

    private static final String INSERT =
            """
            insert into scrub (tenant, id, controller, processor, purpose, campaign, metadata,
              request_hash, numbers, started_at, touched_at)
            values ($1, $2, $3, $4, $5, $6, $7::text::json, $8, $9, $10, now())
            on conflict do nothing\
            """;

    private static final String DROP_ANSWERS =
            "delete from scrub_slice where tenant = $1 and scrub = $2";

    private static final String DROP_UNFINISHED =
            "delete from scrub where tenant = $1 and id = $2 and not completed";

    private static final String DROPPED =
            "update scrub set answers_dropped = true where tenant = $1 and id = $2";

    private static final String FIND =
            "select *, touched_at < now() - interval '10 seconds' as still"
                    + " from scrub where tenant = $1 and id = $2";

    private static final String SLICE =
            """
            insert into scrub_slice (tenant, scrub, number, items) values ($1, $2, $3, $4::text::json)
            on conflict do nothing\
            """;

    private static final String ADVANCE =
            """
            update scrub set slices = slices + 1, allowed = allowed + $3, denied = denied + $4,
              invalid = invalid + $5, duplicates = duplicates + $6, touched_at = now()
            where tenant = $1 and id = $2\
            """;

    private static final String COMPLETE =
            "update scrub set completed = true, touched_at = now() where tenant = $1 and id = $2";

    private static final String DONE =
            "select number from scrub_slice where tenant = $1 and scrub = $2";

    private static final String ITEMS =
            """
            select items::text from scrub_slice
            where tenant = $1 and scrub = $2 and number between $3 and $4 order by number\
            """;

    /**
     * A scrub as far as it has come.
     *
     * @param still whether nothing has happened for some seconds
     * @param answersDropped whether its answers were kept for as long as they are
     */
    record StoredScrub(
            UUID id,
            String controller,
            Purpose purpose,
            @Nullable String campaign,
            EventMetadata metadata,
            int numbers,
            ScrubTally tally,
            boolean completed,
            boolean still,
            boolean answersDropped) {

        /** Whose data it is: of who handed the list in. */
        Ownership ownership() {
            return Ownership.ofCall(
                    controller,
                    metadata.actor().organisation(),
                    purpose.name(),
                    campaign,
                    metadata.actor().id());
        }
    }

    private final TenantStore database;

    ScrubStore(TenantStore database) {
        this.database = database;
    }

    /** Keeps a new scrub; one with its id that is there already is left as it is. */
    Uni<Creation<StoredScrub>> create(ListScrub scrub) {
        String tenant = scrub.tenant().value();
        Tuple values =
                Tuple.from(
                        new @Nullable Object[] {
                            tenant,
                            scrub.id(),
                            scrub.call().controller().value(),
                            scrub.call().by().organisation().value(),
                            scrub.call().purpose().name(),
                            scrub.call().campaign(),
                            JsonColumn.of(scrub.metadata()),
                            scrub.metadata().requestHash(),
                            scrub.numbers().size(),
                            scrub.metadata().at().atOffset(ZoneOffset.UTC)
                        });
        return database.in(
                scrub.tenant(),
                connection ->
                        connection
                                .preparedQuery(INSERT)
                                .execute(values)
                                .flatMap(
                                        inserted ->
                                                find(connection, scrub.tenant(), scrub.id())
                                                        .map(
                                                                row ->
                                                                        new Creation<>(
                                                                                row,
                                                                                inserted.rowCount()
                                                                                        == 0))));
    }

    /** Rejects {@code SCRUB_UNKNOWN} when the tenant has no such scrub. */
    Uni<StoredScrub> find(TenantId tenant, UUID id) {
        return database.in(tenant, connection -> find(connection, tenant, id));
    }

    private static Uni<StoredScrub> find(SqlConnection connection, TenantId tenant, UUID id) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(tenant.value(), id))
                .map(
                        rows -> {
                            var iterator = rows.iterator();
                            if (!iterator.hasNext()) {
                                throw unknown();
                            }
                            return kept(iterator.next());
                        });
    }

    /** Which slices are answered. */
    Uni<List<Integer>> done(TenantId tenant, UUID id) {
        return database.in(
                tenant,
                connection ->
                        connection
                                .preparedQuery(DONE)
                                .execute(Tuple.of(tenant.value(), id))
                                .map(
                                        rows -> {
                                            List<Integer> done = new ArrayList<>(rows.size());
                                            rows.forEach(row -> done.add(row.getInteger(0)));
                                            return done;
                                        }));
    }

    /** Keeps the answers of a slice, once. */
    Uni<Void> answered(
            TenantId tenant, UUID id, int slice, List<ScrubbedNumber> items, ScrubTally tally) {
        return database.in(
                tenant,
                connection ->
                        connection
                                .preparedQuery(SLICE)
                                .execute(Tuple.of(tenant.value(), id, slice, JsonColumn.of(items)))
                                .flatMap(
                                        rows ->
                                                rows.rowCount() == 0
                                                        ? Uni.createFrom().voidItem()
                                                        : advance(connection, tenant, id, tally)));
    }

    private static Uni<Void> advance(
            SqlConnection connection, TenantId tenant, UUID id, ScrubTally tally) {
        return connection
                .preparedQuery(ADVANCE)
                .execute(
                        Tuple.of(
                                tenant.value(),
                                id,
                                tally.allowed(),
                                tally.denied(),
                                tally.invalid(),
                                tally.duplicates()))
                .replaceWithVoid();
    }

    Uni<Void> complete(TenantId tenant, UUID id) {
        return database.in(
                tenant,
                connection ->
                        connection
                                .preparedQuery(COMPLETE)
                                .execute(Tuple.of(tenant.value(), id))
                                .replaceWithVoid());
    }

    /** Drops the answers of a scrub, and of one that did not come to its end everything. */
    Uni<Void> drop(TenantId tenant, UUID id) {
        Tuple scrub = Tuple.of(tenant.value(), id);
        return database.in(
                tenant,
                connection ->
                        connection
                                .preparedQuery(DROP_ANSWERS)
                                .execute(scrub)
                                .flatMap(
                                        _ ->
                                                connection
                                                        .preparedQuery(DROP_UNFINISHED)
                                                        .execute(scrub))
                                .flatMap(_ -> connection.preparedQuery(DROPPED).execute(scrub))
                                .replaceWithVoid());
    }

    /** The answers of those slices that are there, as JSON arrays. */
    Uni<List<String>> items(TenantId tenant, UUID id, int from, int to) {
        return database.in(
                tenant,
                connection ->
                        connection
                                .preparedQuery(ITEMS)
                                .execute(Tuple.of(tenant.value(), id, from, to))
                                .map(
                                        rows -> {
                                            List<String> items = new ArrayList<>(rows.size());
                                            rows.forEach(row -> items.add(row.getString(0)));
                                            return items;
                                        }));
    }

    static Rejected unknown() {
        return new Rejected(ScrubProblem.SCRUB_UNKNOWN, "The list does not exist.");
    }

    private static StoredScrub kept(Row row) {
        return new StoredScrub(
                row.getUUID("id"),
                row.getString("controller"),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("campaign"),
                JsonColumn.read(row.getValue("metadata"), EventMetadata.class),
                row.getInteger("numbers"),
                new ScrubTally(
                        row.getInteger("allowed"),
                        row.getInteger("denied"),
                        row.getInteger("invalid"),
                        row.getInteger("duplicates")),
                row.getBoolean("completed"),
                row.getBoolean("still"),
                row.getBoolean("answers_dropped"));
    }
}
