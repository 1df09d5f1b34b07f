// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.certificate.CertificateQuestion.OfDisposition;
import io.temoin.audit.certificate.CertificateQuestion.OfDispositions;
import io.temoin.audit.certificate.CertificateQuestion.OfRecording;
import io.temoin.audit.certificate.CertificateQuestion.OfSubject;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.temoin.transparency.entry.ErasureStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the trail tell of dispositions. Only the suite's own count: what a customer's
 * system reports may have any action.
 */
@Singleton
class DispositionQueries {

    /**
     * An entry about a disposition; what it says is not verified.
     *
     * @param order of which disposition; absent in entries of versions that did not say so
     * @param confirmed whether it says that all of the disposition is done, and not only ordered or
     *     begun
     * @param certifiable whether it says what a certificate states
     * @param nothing whether it says that nothing was destroyed
     */
    record Found(
            String entry,
            @Nullable String order,
            boolean confirmed,
            boolean certifiable,
            boolean nothing) {}

    private static final String SELECT =
            TenantStatement.of(
                            """
                      select e.event_id, e.reason_reference, e.action, e.because, e.at, e.position
                      from audit_entry e
                      where e.tenant = t.tenant and %s
                        and (e.service = 'retention' and e.action in (
                              'DISPOSITION_ORDERED', 'DISPOSITION_CONFIRMED',
                              'DISPOSITION_BATCH_ORDERED', 'DISPOSITION_BATCH_CONFIRMED')
                          or e.service = 'recording' and e.action = 'DOCUMENT_DESTROYED')
                        and e.reported_by is null
                        and ($3::text is null or e.controller = $3
                          or e.organisation = $3 and (e.controller is null or e.controller = any($4)
                            and agreement_covers(e.tenant, e.controller, e.organisation, e.purposes)))
                      order by e.at, e.position
                      limit $5""")
                    + " order by e.at, e.position";

    private static final String DISPOSITIONS = SELECT.formatted("e.reason_reference = any($2)");
    private static final String RECORDING = SELECT.formatted("e.recording = $2");
    private static final String SUBJECT = SELECT.formatted("e.subject = $2");

    private final Pool pool;

    DispositionQueries(Pool pool) {
        this.pool = pool;
    }

    /** The entries about these dispositions that are visible, oldest first. */
    Uni<List<Found>> find(
            TenantId tenant, CertificateQuestion question, TrailVisibility visibility, int limit) {
        Tuple values = Tuple.tuple().addString(tenant.value());
        String statement =
                switch (question) {
                    case OfDisposition(var order) -> {
                        values.addArrayOfString(new String[] {order});
                        yield DISPOSITIONS;
                    }
                    case OfDispositions(var orders) -> {
                        values.addArrayOfString(orders.toArray(String[]::new));
                        yield DISPOSITIONS;
                    }
                    case OfRecording(var recording) -> {
                        values.addString(recording);
                        yield RECORDING;
                    }
                    case OfSubject(var subject) -> {
                        values.addString(subject);
                        yield SUBJECT;
                    }
                };
        values.addString(visibility.organisation())
                .addArrayOfString(visibility.controllers().toArray(String[]::new))
                .addInteger(limit);
        return pool.preparedQuery(statement)
                .execute(values)
                .map(
                        rows -> {
                            List<Found> found = new ArrayList<>();
                            rows.forEach(row -> found.add(found(row)));
                            return found;
                        });
    }

    private static Found found(Row row) {
        String action = row.getString("action");
        List<String> because = List.of(row.getArrayOfStrings("because"));
        return new Found(
                row.getString("event_id"),
                row.getString("reason_reference"),
                action.endsWith("_CONFIRMED"),
                row.getString("reason_reference") != null
                        && ErasureStatement.ACTIONS.containsKey(action)
                        && ErasureStatement.isCertifiable(action, because),
                ErasureStatement.isOfNothing(action, because));
    }
}
