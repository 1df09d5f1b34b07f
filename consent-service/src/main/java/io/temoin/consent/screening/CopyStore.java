// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The copy that an import makes of a register: built page by page, then used, then dropped. */
@Singleton
class CopyStore {

    /** Pages that were made of one range of fingerprints. */
    record Built(List<Integer> numbers, List<byte[]> pages, long rows) {}

    private final TenantStore database;

    CopyStore(TenantStore database) {
        this.database = database;
    }

    /**
     * The fingerprints whose first byte lies in a range, of all pieces.
     *
     * @param first the least first byte
     * @param end one more than the greatest
     */
    Uni<byte[]> range(ScreeningImport of, int first, int end) {
        return database.inJob(
                of.tenant(),
                connection ->
                        connection
                                .preparedQuery(ImportStatements.RANGE)
                                .execute(Tuple.of(of.tenant().value(), of.id(), first, end))
                                .map(
                                        rows -> {
                                            Buffer all = Buffer.buffer();
                                            rows.forEach(
                                                    row ->
                                                            all.appendBytes(
                                                                    row.getBuffer(0).getBytes()));
                                            return all.getBytes();
                                        }));
    }

    /** Keeps pages of the copy, and that the ranges up to {@code upTo} are built with them. */
    Uni<Boolean> built(ScreeningImport of, int from, int upTo, Built built) {
        String tenant = of.tenant().value();
        return database.changed(
                of.tenant(),
                connection ->
                        connection
                                .preparedQuery(ImportStatements.BUILT)
                                .execute(Tuple.of(tenant, of.id(), from, upTo, built.rows()))
                                .map(rows -> rows.rowCount() == 1),
                connection ->
                        connection
                                .preparedQuery(ImportStatements.PAGES)
                                .execute(
                                        Tuple.of(
                                                tenant,
                                                of.id(),
                                                built.numbers().toArray(Integer[]::new),
                                                built.pages().stream()
                                                        .map(Buffer::buffer)
                                                        .toArray(Buffer[]::new)))
                                .replaceWithVoid());
    }

    /** From now on this copy is the one that counts. */
    Uni<Boolean> complete(ScreeningImport of, Instant importedAt) {
        String tenant = of.tenant().value();
        return database.changed(
                of.tenant(),
                connection ->
                        connection
                                .preparedQuery(ImportStatements.COMPLETE)
                                .execute(Tuple.of(tenant, of.id()))
                                .map(rows -> rows.rowCount() == 1),
                connection ->
                        connection
                                .preparedQuery(ImportStatements.REPLACED)
                                .execute(
                                        Tuple.of(
                                                tenant,
                                                of.register().code(),
                                                ScreeningImport.controllerOf(of.register()),
                                                of.id()))
                                .flatMap(
                                        _ ->
                                                connection
                                                        .preparedQuery(ImportStatements.CURRENT)
                                                        .execute(
                                                                Tuple.of(
                                                                        tenant,
                                                                        of.id(),
                                                                        ImportStore.at(
                                                                                importedAt))))
                                .flatMap(
                                        _ ->
                                                ImportStore.drop(
                                                        connection,
                                                        ImportStatements.DROP_PIECES,
                                                        of.tenant(),
                                                        of.id())));
    }

    /** Drops the pages of a copy that is not looked at any more. */
    Uni<Void> dropPages(TenantId tenant, UUID copy) {
        return database.inJob(
                tenant,
                connection ->
                        ImportStore.drop(connection, ImportStatements.DROP_PAGES, tenant, copy)
                                .flatMap(
                                        _ ->
                                                ImportStore.drop(
                                                        connection,
                                                        ImportStatements.DROPPED,
                                                        tenant,
                                                        copy)));
    }
}
