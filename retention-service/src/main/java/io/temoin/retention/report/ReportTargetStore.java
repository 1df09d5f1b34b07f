// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.retention.report.domain.LinkedTarget;
import io.temoin.retention.report.domain.LinkedTarget.LinkedCall;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.GroupCommit;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which recordings the report of a contract or a person reaches, and which of them a recording
 * looks for. A row is written before what it is about is recorded, and never removed.
 */
@ApplicationScoped
public class ReportTargetStore {

    private static final String LINK =
            """
            insert into contract_link (tenant, controller, contract, target, is_call)
            values ($1, $2, $3, $4, $5)
            on conflict do nothing""";

    private static final String EXPECT =
            """
            insert into reported_person (tenant, controller, subject)
            values ($1, $2, $3)
            on conflict do nothing""";

    private static final String REPORTED =
            "select q.number, e.contract"
                    + TenantStatement.FROM
                    + """
            cross join unnest((select $2::text[]), (select $3::uuid[]), (select $4::uuid[]),
              (select $5::text[])) with ordinality
              as q (controller, decision, recording, subject, number)
            cross join lateral (
              (select contract from contract_link where tenant = t.tenant
                and controller = q.controller and target in (q.decision, q.recording) offset 0)
              union
              (select null from reported_person where tenant = t.tenant
                and controller = q.controller and subject = q.subject offset 0)) e""";

    private static final String OF_CONTRACT =
            """
            select target as recording from contract_link
            where tenant = $1 and controller = $2 and contract = $3 and not is_call
            union
            select i.recording from contract_link l
            join call_item i
              on i.tenant = l.tenant and i.controller = l.controller and i.decision = l.target
            where l.tenant = $1 and l.controller = $2 and l.contract = $3 and l.is_call
            order by recording""";

    /** The list of items knows those that were stored before calls knew their persons. */
    private static final String OF_PERSON =
            """
            select recording from call_item
            where tenant = $1 and controller = $2 and subject = $3
            union
            select recording from retained_item
            where tenant = $1 and controller = $2 and subject = $3
            order by recording""";

    /**
     * What may have been reported that concerns a recording.
     *
     * @param contracts fingerprints of those it is linked to
     * @param person whether something was reported of the person
     */
    public record Reported(List<String> contracts, boolean person) {}

    private static final int TOGETHER = 256;
    private static final Duration APART = Duration.ofMillis(1);

    private final Pool pool;
    private final GroupCommit<ItemReference, Reported> lookUps =
            new GroupCommit<>(2, TOGETHER, APART, this::reportedAll);

    ReportTargetStore(Pool pool) {
        this.pool = pool;
    }

    /** Links a call or a recording to a contract. Linking it again changes nothing. */
    public Uni<Void> link(
            TenantId tenant, String controller, String contract, LinkedTarget target) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        LINK,
                        Tuple.of(
                                tenant.value(),
                                controller,
                                contract,
                                target.id(),
                                target instanceof LinkedCall))
                .replaceWithVoid();
    }

    /** Has recordings of a person look for reports. */
    public Uni<Void> expect(TenantId tenant, String controller, String subject) {
        return TenantTransaction.run(
                        pool, tenant, EXPECT, Tuple.of(tenant.value(), controller, subject))
                .replaceWithVoid();
    }

    /** Where to look for reports that concern a recording. */
    public Uni<Reported> reported(TenantId tenant, ItemReference item) {
        return lookUps.submit(tenant, 1, item);
    }

    /** Of all recordings that are due, each is looked up before it goes. */
    private Uni<List<Reported>> reportedAll(TenantId tenant, List<ItemReference> items) {
        return pool.preparedQuery(REPORTED)
                .execute(
                        Tuple.of(
                                tenant.value(),
                                items.stream()
                                        .map(ItemReference::controller)
                                        .toArray(String[]::new),
                                items.stream().map(ItemReference::decision).toArray(UUID[]::new),
                                items.stream().map(ItemReference::recording).toArray(UUID[]::new),
                                items.stream().map(ItemReference::subject).toArray(String[]::new)))
                .map(
                        rows -> {
                            List<List<Row>> ofItems = new ArrayList<>();
                            items.forEach(_ -> ofItems.add(new ArrayList<>()));
                            rows.forEach(
                                    row -> ofItems.get((int) (row.getLong("number") - 1)).add(row));
                            return ofItems.stream().map(ReportTargetStore::reported).toList();
                        });
    }

    /** The recordings that are linked to a contract, or whose calls are. */
    public Uni<List<UUID>> ofContract(TenantId tenant, String controller, String contract) {
        return recordings(tenant, OF_CONTRACT, Tuple.of(tenant.value(), controller, contract));
    }

    /** The recordings of a person that a controller keeps or kept. */
    public Uni<List<UUID>> ofPerson(TenantId tenant, String controller, String subject) {
        return recordings(tenant, OF_PERSON, Tuple.of(tenant.value(), controller, subject));
    }

    private Uni<List<UUID>> recordings(TenantId tenant, String statement, Tuple values) {
        return TenantTransaction.run(pool, tenant, statement, values)
                .map(
                        rows -> {
                            List<UUID> recordings = new ArrayList<>();
                            rows.forEach(row -> recordings.add(row.getUUID("recording")));
                            return recordings;
                        });
    }

    private static Reported reported(List<Row> rows) {
        List<String> contracts = new ArrayList<>();
        boolean person = false;
        for (Row row : rows) {
            @Nullable String contract = row.getString("contract");
            if (contract == null) {
                person = true;
            } else {
                contracts.add(contract);
            }
        }
        return new Reported(List.copyOf(contracts), person);
    }
}
