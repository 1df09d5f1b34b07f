// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.visibility;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.visibility.domain.KnownAgreement;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.store.JsonFields;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The processing agreements as consent-service published them, for the services that do not keep
 * them: a copy that follows within moments. A pair of parties that it does not know has no
 * agreement, and one about which a message is parked has none in force.
 */
@ApplicationScoped
public class AgreementStore {

    private static final String DRAFT =
            """
            insert into known_agreement
              (tenant, agreement, sequence, controller, processor, valid_from, ends_at, engaged_by,
               purposes, all_campaigns, campaigns, sub_processors)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (tenant, agreement) do nothing\
            """;

    private static final String IS_KNOWN =
            "select 1 from known_agreement where tenant = $1 and agreement = $2";

    /** What is parked about a pair may be that its agreement was suspended: none is in force. */
    private static final String OF =
            """
            select agreement, controller, processor, active and not exists (
                select from parked_message p where p.tenant = k.tenant
                  and p.consumer like '%-agreements' and p.message_key = k.tenant || '/agreement-'
                    || length(k.controller) || '-' || k.controller || '-' || k.processor) as active,
              valid_from, ends_at, engaged_by, purposes, all_campaigns, campaigns, sub_processors
            from known_agreement k
            where k.tenant = $1 and k.controller = any($2)\
            """;

    private final Pool pool;
    private final Clock clock;

    AgreementStore(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** What the caller sees now. */
    public Uni<Visibility> visibility(Caller caller) {
        if (caller.tenantWide() || caller.onBehalfOf().isEmpty()) {
            return Uni.createFrom().item(CallerVisibility.of(caller, List.of()));
        }
        Tuple asked = Tuple.of(caller.tenant().value(), caller.onBehalfOf().toArray(String[]::new));
        return TenantTransaction.run(pool, caller.tenant(), OF, asked)
                .map(
                        rows ->
                                KnownAgreement.inForce(
                                        agreements(rows), caller.organisation(), clock.instant()))
                .map(inForce -> CallerVisibility.of(caller, inForce));
    }

    /**
     * Notes what happened to an agreement; whatever else an event tells is none of its business.
     */
    Uni<Void> note(ReceivedEvent event) {
        try {
            return switch (event.type()) {
                case "AgreementDrafted" -> draft(event);
                case "AgreementActivated" -> change(event, "active = true");
                case "AgreementSuspended" -> change(event, "active = false");
                case "AgreementEnded" ->
                        change(event, "ends_at = $4", timestamp(event.fields(), "endsAt"));
                case "InstructionsAmended" -> amend(event);
                case "SubProcessorAuthorised" -> changeSubProcessors(event, "array_append");
                case "SubProcessorObjected" -> changeSubProcessors(event, "array_remove");
                default -> Uni.createFrom().voidItem();
            };
        } catch (JsonFields.Unreadable failure) {
            throw new MalformedEvent(
                    event.type() + " lacks a field or has an invalid one", failure);
        }
    }

    private Uni<Void> changeSubProcessors(ReceivedEvent event, String function) {
        String changed = "sub_processors = " + function + "(sub_processors, $4)";
        return change(event, changed, event.fields().text("subProcessor"));
    }

    private Uni<Void> draft(ReceivedEvent event) {
        JsonFields data = event.fields();
        JsonFields terms = data.object("terms");
        JsonFields instructions = data.object("instructions");
        Tuple values =
                key(event)
                        .addString(data.text("controller"))
                        .addString(data.text("processor"))
                        .addOffsetDateTime(timestamp(terms, "validFrom"))
                        .addOffsetDateTime(
                                terms.has("validUntil") ? timestamp(terms, "validUntil") : null)
                        .addString(terms.optional("engagedBy"))
                        .addArrayOfString(texts(instructions, "purposes"))
                        .addBoolean(instructions.flag("allCampaigns"))
                        .addArrayOfString(texts(instructions, "campaigns"))
                        .addArrayOfString(texts(data, "subProcessors"));
        return TenantTransaction.run(pool, event.tenant(), DRAFT, values).replaceWithVoid();
    }

    private Uni<Void> amend(ReceivedEvent event) {
        JsonFields instructions = event.fields().object("instructions");
        return change(
                event,
                "purposes = $4, all_campaigns = $5, campaigns = $6",
                texts(instructions, "purposes"),
                instructions.flag("allCampaigns"),
                texts(instructions, "campaigns"));
    }

    private Uni<Void> change(ReceivedEvent event, String set, Object... more) {
        Tuple values = key(event);
        for (Object value : more) {
            values.addValue(value);
        }
        Tuple key = Tuple.of(values.getValue(0), values.getValue(1));
        return TenantTransaction.in(
                        pool,
                        event.tenant(),
                        connection ->
                                connection
                                        .preparedQuery(changing(set))
                                        .execute(values)
                                        .chain(
                                                _ ->
                                                        connection
                                                                .preparedQuery(IS_KNOWN)
                                                                .execute(key)))
                .invoke(
                        known -> {
                            if (known.size() == 0) {
                                throw new MalformedEvent(
                                        "the agreement of this event was never drafted", null);
                            }
                        })
                .replaceWithVoid();
    }

    /** A message that comes again, or late, changes nothing. */
    private static String changing(String set) {
        return "update known_agreement set "
                + set
                + ", sequence = $3 where tenant = $1 and agreement = $2 and sequence < $3";
    }

    private static List<KnownAgreement> agreements(RowSet<Row> rows) {
        List<KnownAgreement> agreements = new ArrayList<>();
        for (Row row : rows) {
            OffsetDateTime endsAt = row.getOffsetDateTime("ends_at");
            agreements.add(
                    new KnownAgreement(
                            row.getUUID("agreement"),
                            row.getString("controller"),
                            row.getString("processor"),
                            row.getBoolean("active"),
                            row.getOffsetDateTime("valid_from").toInstant(),
                            endsAt == null ? null : endsAt.toInstant(),
                            row.getString("engaged_by"),
                            Set.of(row.getArrayOfStrings("purposes")),
                            row.getBoolean("all_campaigns"),
                            Set.of(row.getArrayOfStrings("campaigns")),
                            Set.copyOf(List.of(row.getArrayOfStrings("sub_processors")))));
        }
        return agreements;
    }

    private static Tuple key(ReceivedEvent event) {
        return Tuple.of(event.tenant().value(), event.fields().uuid("agreement"), event.sequence());
    }

    private static OffsetDateTime timestamp(JsonFields data, String field) {
        return data.instant(field).atOffset(ZoneOffset.UTC);
    }

    private static String[] texts(JsonFields data, String field) {
        return data.texts(field).toArray(String[]::new);
    }
}
