// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The copy that an import makes of a register: built page by page, then used, then dropped. */
@Singleton
class CopyStore {

    /**
     * How long a process that builds a copy may be silent before another takes over. It shows four
     * times as often that it is alive; the database's clock alone says how long it was silent.
     */
    static final Duration LEASE = Duration.ofSeconds(4);

    /** Pages that were made of one range of fingerprints. */
    record Built(List<Integer> numbers, List<byte[]> pages, long rows) {}

    /**
     * An import whose copy is this process's to build, for as long as it shows that it is alive.
     */
    record Claim(TenantId tenant, UUID id, UUID builder) {

        Tuple values() {
            return Tuple.of(tenant.value(), id, builder);
        }
    }

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

    /** Makes the copy the claim's to build; false while another process builds it. */
    Uni<Boolean> take(Claim claim) {
        return changedOne(
                claim, ImportStatements.TAKE, claim.values().addDouble(LEASE.toMillis() / 1000.0));
    }

    /** Gives a sign of life; false once another process has taken the copy over. */
    Uni<Boolean> keep(Claim claim) {
        return changedOne(claim, ImportStatements.KEEP, claim.values());
    }

    private Uni<Boolean> changedOne(Claim claim, String statement, Tuple values) {
        return database.in(
                claim.tenant(),
                connection ->
                        connection
                                .preparedQuery(statement)
                                .execute(values)
                                .map(rows -> rows.rowCount() == 1));
    }

    /**
     * Keeps pages of the copy, and that the ranges up to {@code upTo} are built with them; false
     * once another process has taken the copy over.
     */
    Uni<Boolean> built(Claim by, int from, int upTo, Built built) {
        String tenant = by.tenant().value();
        return database.changed(
                by.tenant(),
                connection ->
                        connection
                                .preparedQuery(ImportStatements.BUILT)
                                .execute(
                                        Tuple.of(
                                                tenant,
                                                by.id(),
                                                from,
                                                upTo,
                                                built.rows(),
                                                by.builder()))
                                .map(rows -> rows.rowCount() == 1),
                connection ->
                        connection
                                .preparedQuery(ImportStatements.PAGES)
                                .execute(
                                        Tuple.of(
                                                tenant,
                                                by.id(),
                                                built.numbers().toArray(Integer[]::new),
                                                built.pages().stream()
                                                        .map(Buffer::buffer)
                                                        .toArray(Buffer[]::new)))
                                .replaceWithVoid());
    }

    /** From now on this copy is the one that counts; unless another process has taken it over. */
    Uni<Boolean> complete(Claim by, ScreeningImport of, Instant importedAt) {
        String tenant = of.tenant().value();
        return database.changed(
                of.tenant(),
                connection ->
                        connection
                                .preparedQuery(ImportStatements.COMPLETE)
                                .execute(by.values())
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
