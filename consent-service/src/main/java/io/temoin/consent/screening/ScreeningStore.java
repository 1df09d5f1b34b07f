// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.screening.domain.FingerprintPages;
import io.temoin.consent.screening.domain.RegisterId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the copies that are in use, one statement for however many fingerprints. */
@Singleton
class ScreeningStore {

    private static final String COPIES =
            TenantStatement.of(
                    """
                    select register, controller, copy, as_of, rows, page_bits, imported_at
                    from screening_register where tenant = t.tenant offset 0""");

    private static final String PAGES =
            "select q.copy, q.page, p.fingerprints"
                    + TenantStatement.FROM
                    + """
                    cross join unnest((select $2::uuid[]), (select $3::int[])) as q (copy, page)
                    cross join lateral (
                      select fingerprints from screening_page
                      where tenant = t.tenant and copy = q.copy and page = q.page offset 0
                    ) p""";

    /**
     * The copy of a register that is looked at.
     *
     * @param register its code
     * @param controller whose own list it is; empty for a public register
     * @param asOf the day it shows the register of
     */
    record Copy(
            String register,
            String controller,
            UUID id,
            LocalDate asOf,
            long rows,
            FingerprintPages pages,
            Instant importedAt) {

        boolean isOf(RegisterId wanted) {
            String owner = wanted.controller() == null ? "" : wanted.controller().value();
            return register.equals(wanted.code()) && controller.equals(owner);
        }
    }

    /** Where a fingerprint would be. */
    record Page(UUID copy, int number) {}

    private final TenantStore database;

    ScreeningStore(TenantStore database) {
        this.database = database;
    }

    /** Every copy of the tenant that is in use. */
    Uni<List<Copy>> copies(TenantId tenant) {
        return database.alone()
                .preparedQuery(COPIES)
                .execute(Tuple.of(tenant.value()))
                .map(
                        rows -> {
                            List<Copy> copies = new ArrayList<>(rows.size());
                            rows.forEach(row -> copies.add(copy(row)));
                            return copies;
                        });
    }

    /** The fingerprints on these pages; a page that is missing holds none. */
    Uni<Map<Page, byte[]>> pages(TenantId tenant, List<Page> wanted) {
        UUID[] copies = new UUID[wanted.size()];
        Integer[] numbers = new Integer[wanted.size()];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = wanted.get(i).copy();
            numbers[i] = wanted.get(i).number();
        }
        return database.alone()
                .preparedQuery(PAGES)
                .execute(Tuple.of(tenant.value(), copies, numbers))
                .map(ScreeningStore::pages);
    }

    private static Map<Page, byte[]> pages(RowSet<Row> rows) {
        Map<Page, byte[]> pages = HashMap.newHashMap(rows.size());
        for (Row row : rows) {
            pages.put(new Page(row.getUUID(0), row.getInteger(1)), row.getBuffer(2).getBytes());
        }
        return pages;
    }

    private static Copy copy(Row row) {
        return new Copy(
                row.getString("register"),
                row.getString("controller"),
                row.getUUID("copy"),
                row.getLocalDate("as_of"),
                row.getLong("rows"),
                new FingerprintPages(row.getShort("page_bits")),
                row.getOffsetDateTime("imported_at").toInstant());
    }
}
