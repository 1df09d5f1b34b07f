// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.accesspackage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.vertx.VertxContextSupport;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.trail.TrailCursor;
import io.temoin.audit.trail.TrailExtract;
import io.temoin.audit.trail.TrailExtract.Batch;
import io.temoin.audit.trail.TrailExtract.Part;
import io.temoin.audit.trail.TrailRow;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.packageparts.vault.PartSource;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What audit-service contributes: the entries of the trail about the person that the controller
 * sees. Whoever acted appears by organisation and role. Legal holds are not among them: one that a
 * controller places to prepare proceedings against the person would be told to that person, and its
 * case concerns others too. That an item is kept by law stands in what retention-service
 * contributes.
 */
@ApplicationScoped
class AuditPartSource extends PartSource {

    private static final int PAGE = 500;
    private static final int STRETCH = 100_000;

    /** What the actions of all entries about legal holds begin with. */
    private static final String HOLDS = "HOLD_";

    private final TrailExtract trail;

    AuditPartSource(TrailExtract trail) {
        this.trail = trail;
    }

    @Override
    protected void write(TenantId tenant, PartAsked asked, PartWriter writer) throws IOException {
        Part part =
                new Part(
                        Map.of("subject", asked.subject(), "controller", asked.controller()),
                        new TrailVisibility(asked.controller(), Set.of(asked.controller())),
                        Long.MAX_VALUE);
        writer.table("entries", table -> entries(tenant, part, table));
    }

    private void entries(TenantId tenant, Part part, PartWriter.Table table) throws IOException {
        Batch batch = after(tenant, part, null);
        boolean more = true;
        while (more) {
            for (TrailRow row : batch.entries()) {
                if (!tellsOfHolds(row.entry())) {
                    table.add(row(row.entry()));
                }
            }
            more = batch.reached() != null;
            if (more) {
                batch = after(tenant, part, batch.reached());
            }
        }
    }

    private static boolean tellsOfHolds(AuditEntry entry) {
        return entry.what().action().startsWith(HOLDS);
    }

    /** What reads through Hibernate needs a context to run in, which this thread is not. */
    private Batch after(TenantId tenant, Part part, @Nullable TrailCursor cursor) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> trail.after(tenant, part, cursor, PAGE, STRETCH));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("the trail could not be read", failure);
        }
    }

    private static ObjectNode row(AuditEntry entry) {
        ObjectNode row = PartWriter.row();
        row.put("id", entry.id());
        row.put("at", entry.when().at().toString());
        row.put("service", entry.how().service());
        row.put("action", entry.what().action());
        row.put("outcome", entry.what().outcome().name());
        row.put("organisation", entry.who().organisation());
        row.put("role", entry.who().role());
        row.putArray("purposes");
        entry.why().purposes().forEach(purpose -> row.withArray("purposes").add(purpose));
        row.put("reason", entry.why().reason() == null ? null : entry.why().reason().code());
        row.put("recording", entry.links().recording());
        row.put("decision", entry.links().decision());
        return row;
    }
}
