// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.consent.screening.ScreeningImport.State;
import io.temoin.consent.screening.domain.FingerprintPages;
import io.temoin.consent.screening.domain.ScreeningProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Imports under way and what has arrived of them. Every step is one transaction that says where the
 * import stood before it, so that two who work on one import cannot both succeed, and whoever comes
 * after a crash goes on from the last step.
 */
@Singleton
class ImportStore {

    /** Said by nobody else: how far the reading of a file has come. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Progress(long received, long lines, int pieces, byte[] digest, List<Long> brokenLines) {}

    /** Fingerprints of a part of the file, in order. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(Integer[] ends, byte[] fingerprints) {}

    private final TenantStore database;

    ImportStore(TenantStore database) {
        this.database = database;
    }

    /** Keeps a new import; one with its id that is there already is left as it is. */
    Uni<Creation<ScreeningImport>> create(ScreeningImport fresh) {
        TenantId tenant = fresh.tenant();
        Tuple values =
                Tuple.from(
                        new Object[] {
                            tenant.value(),
                            fresh.id(),
                            fresh.register().code(),
                            ScreeningImport.controllerOf(fresh.register()),
                            fresh.asOf(),
                            fresh.source(),
                            fresh.region(),
                            fresh.header(),
                            JsonColumn.of(fresh.metadata()),
                            fresh.metadata().requestHash(),
                            Buffer.buffer(fresh.progress().digest()),
                            at(fresh.metadata().at())
                        });
        return database.in(
                tenant,
                connection ->
                        connection
                                .preparedQuery(ImportStatements.INSERT)
                                .execute(values)
                                .flatMap(
                                        inserted ->
                                                find(connection, tenant, fresh.id())
                                                        .map(
                                                                row ->
                                                                        new Creation<>(
                                                                                row,
                                                                                inserted.rowCount()
                                                                                        == 0))));
    }

    /** Rejects {@code IMPORT_UNKNOWN} when the tenant has no such import. */
    Uni<ScreeningImport> find(TenantId tenant, UUID id) {
        return database.in(tenant, connection -> find(connection, tenant, id));
    }

    private static Uni<ScreeningImport> find(SqlConnection connection, TenantId tenant, UUID id) {
        return connection
                .preparedQuery(ImportStatements.FIND)
                .execute(Tuple.of(tenant.value(), id))
                .map(
                        rows -> {
                            var iterator = rows.iterator();
                            if (!iterator.hasNext()) {
                                throw unknown();
                            }
                            return read(tenant, iterator.next());
                        });
    }

    /**
     * The latest first, those after the given one; only lists of controllers that are worked for.
     */
    Uni<List<ScreeningImport>> list(
            TenantId tenant, Visibility visibility, Instant before, UUID beforeId, int limit) {
        Tuple parameters =
                Tuple.tuple()
                        .addString(tenant.value())
                        .addArrayOfString(visibility.controllers().toArray(String[]::new))
                        .addOffsetDateTime(at(before))
                        .addUUID(beforeId)
                        .addInteger(limit)
                        .addBoolean(visibility.wholeTenant());
        return database.in(
                tenant,
                connection ->
                        connection
                                .preparedQuery(ImportStatements.LIST)
                                .execute(parameters)
                                .map(
                                        rows -> {
                                            List<ScreeningImport> imports = new ArrayList<>();
                                            rows.forEach(row -> imports.add(read(tenant, row)));
                                            return imports;
                                        }));
    }

    /** Keeps a piece, and how far the reading has come with it; false when somebody else did. */
    Uni<Boolean> advance(ScreeningImport from, Progress to, @Nullable Piece piece) {
        String tenant = from.tenant().value();
        return database.changed(
                from.tenant(),
                connection ->
                        connection
                                .preparedQuery(ImportStatements.ADVANCE)
                                .execute(
                                        Tuple.from(
                                                new Object[] {
                                                    tenant,
                                                    from.id(),
                                                    from.progress().received(),
                                                    to.received(),
                                                    to.lines(),
                                                    to.pieces(),
                                                    Buffer.buffer(to.digest()),
                                                    to.brokenLines().toArray(Long[]::new)
                                                }))
                                .map(rows -> rows.rowCount() == 1),
                connection ->
                        piece == null
                                ? Uni.createFrom().voidItem()
                                : connection
                                        .preparedQuery(ImportStatements.PIECE)
                                        .execute(
                                                Tuple.of(
                                                        tenant,
                                                        from.id(),
                                                        to.pieces(),
                                                        piece.ends(),
                                                        Buffer.buffer(piece.fingerprints())))
                                        .replaceWithVoid());
    }

    /** The file is whole, and who brought the last part: now its copy is built. */
    Uni<Boolean> build(ScreeningImport from, Actor by, String checksum, FingerprintPages pages) {
        return database.changed(
                from.tenant(),
                connection -> close(connection, from, by, null, checksum, pages.bits()),
                _ -> Uni.createFrom().voidItem());
    }

    /** The whole file is no good: nothing of it is kept but which lines. */
    Uni<Boolean> fail(ScreeningImport from, String checksum, ScreeningProblem why) {
        return database.changed(
                from.tenant(),
                connection -> close(connection, from, null, why, checksum, 0),
                connection ->
                        drop(connection, ImportStatements.DROP_PIECES, from.tenant(), from.id()));
    }

    /** The file is no good as far as it came. */
    Uni<Boolean> fail(ScreeningImport from, ScreeningProblem why) {
        return giveUp(from.tenant(), from.id(), State.FAILED, why);
    }

    /** Ends an import whose file does not come, or comes too late. */
    Uni<Boolean> abandon(TenantId tenant, UUID id) {
        return giveUp(tenant, id, State.ABANDONED, null);
    }

    private Uni<Boolean> giveUp(
            TenantId tenant, UUID id, State state, @Nullable ScreeningProblem why) {
        return database.changed(
                tenant,
                connection ->
                        connection
                                .preparedQuery(ImportStatements.GIVE_UP)
                                .execute(Tuple.of(tenant.value(), id, state.name(), name(why)))
                                .map(rows -> rows.rowCount() == 1),
                connection ->
                        drop(connection, ImportStatements.DROP_PIECES, tenant, id)
                                .flatMap(
                                        _ ->
                                                drop(
                                                        connection,
                                                        ImportStatements.DROP_PAGES,
                                                        tenant,
                                                        id)));
    }

    private static Uni<Boolean> close(
            SqlConnection connection,
            ScreeningImport from,
            @Nullable Actor by,
            @Nullable ScreeningProblem failure,
            String checksum,
            int bits) {
        State state = failure == null ? State.RUNNING : State.FAILED;
        return connection
                .preparedQuery(ImportStatements.CLOSE)
                .execute(
                        Tuple.from(
                                new @Nullable Object[] {
                                    from.tenant().value(),
                                    from.id(),
                                    state.name(),
                                    checksum,
                                    (short) bits,
                                    failure != null,
                                    from.progress().received(),
                                    by == null ? null : JsonColumn.of(by),
                                    name(failure)
                                }))
                .map(rows -> rows.rowCount() == 1);
    }

    private static @Nullable String name(@Nullable ScreeningProblem problem) {
        return problem == null ? null : problem.name();
    }

    static Uni<Void> drop(SqlConnection connection, String statement, TenantId tenant, UUID id) {
        return connection
                .preparedQuery(statement)
                .execute(Tuple.of(tenant.value(), id))
                .replaceWithVoid();
    }

    private static ScreeningImport read(TenantId tenant, Row row) {
        return new ScreeningImport(
                row.getUUID("id"),
                ScreeningImport.register(row.getString("register"), row.getString("controller")),
                row.getLocalDate("as_of"),
                row.getString("source"),
                row.getString("region"),
                row.getBoolean("header"),
                metadata(tenant, row.getValue("metadata")),
                State.valueOf(row.getString("state")),
                new Progress(
                        row.getLong("received"),
                        row.getLong("lines"),
                        row.getInteger("pieces"),
                        row.getBuffer("digest").getBytes(),
                        Stream.of(row.getArrayOfLongs("broken_lines")).toList()),
                row.getLong("rows"),
                row.getString("checksum"),
                new FingerprintPages(row.getShort("page_bits")),
                row.getInteger("built"),
                uploader(row.getValue("uploader")),
                row.getString("failure"));
    }

    private static @Nullable Actor uploader(@Nullable Object json) {
        return json == null ? null : JsonColumn.read(json, Actor.class);
    }

    private static EventMetadata metadata(TenantId tenant, Object json) {
        EventMetadata kept = JsonColumn.read(json, EventMetadata.class);
        if (!kept.tenant().equals(tenant)) {
            throw new IllegalStateException("an import belongs to one tenant");
        }
        return kept;
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Rejected unknown() {
        return new Rejected(ScreeningProblem.IMPORT_UNKNOWN, "The import does not exist.");
    }

    static Integer[] boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toArray(Integer[]::new);
    }
}
