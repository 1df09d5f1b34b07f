// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.progress.ReadModelProgressQueries;
import io.temoin.retention.register.ReportedRows.Target;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tables of the register in step with the events. Files of requests are registered by
 * their own event; everything else by {@code ItemsRegistered}. An erasure marks what is registered
 * of the person, and what is later.
 */
@ApplicationScoped
public class RegisterProjection {

    static final String READER = ReadModelProgressQueries.REGISTER;

    private static final String REGISTERED = "ItemsRegistered";
    private static final String CLOSED = "DsrClosed";
    private static final String ORDERED = "DispositionBatchOrdered";
    private static final String CONFIRMED = "DispositionBatchConfirmed";
    private static final String OVERDUE = "DispositionBatchOverdue";
    private static final String ERASING = "ErasureBegun";
    private static final String ERASED = "ErasureCompleted";
    private static final String REVIEWED = "ItemReviewsDecided";
    private static final String OF_CALL = "BusinessEventReported";
    private static final String OF_CONTRACT = "ContractEventReported";
    private static final String OF_PERSON = "PersonEventReported";
    private static final String LINKED = "ContractLinked";

    /** Events after which items may have to go on another day. */
    private static final Set<String> POLICIES =
            Set.of("PolicyActivated", "PolicyWithdrawn", "PurposePeriodNoted");

    private final Feeds feeds;
    private final ReportedPurposes reported;
    private final ZoneId zone;

    RegisterProjection(Feeds feeds, ReportedPurposes reported, RetentionConfig config) {
        this.feeds = feeds;
        this.reported = reported;
        this.zone = config.zone();
    }

    void start(@Observes StartupEvent event) {
        Set<String> types = new HashSet<>(POLICIES);
        types.addAll(Set.of(REGISTERED, CLOSED, ORDERED, CONFIRMED, OVERDUE));
        types.addAll(Set.of(ERASING, ERASED, REVIEWED));
        types.addAll(Set.of(OF_CALL, OF_CONTRACT, OF_PERSON, LINKED));
        feeds.project(READER, types, this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> apply(tenant, event))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> apply(TenantId tenant, StoredEvent event) {
        JsonFields data = event.fields();
        return switch (event.type()) {
            case REGISTERED -> registered(tenant, data, event.metadata().at());
            case CLOSED ->
                    RegisterTableProjection.register(tenant, request(data), event.metadata().at());
            case ORDERED -> ordered(tenant, event, data);
            case CONFIRMED -> confirmed(tenant, event, data);
            case OVERDUE -> RegisterTableProjection.overdue(tenant, data.text("batch"));
            case ERASING -> erasing(tenant, data);
            case ERASED ->
                    RegisterTableProjection.erased(
                            tenant, data.text("request"), data.instant("completedAt"));
            case REVIEWED -> reviewed(tenant, data);
            case OF_CALL -> reported(tenant, Target.CALL, data.text("decision"), event);
            case OF_CONTRACT -> reported(tenant, Target.CONTRACT, data.text("contract"), event);
            case OF_PERSON -> reported(tenant, Target.PERSON, data.text("subject"), event);
            case LINKED -> linked(tenant, event);
            default -> RegisterTableProjection.replan(tenant);
        };
    }

    private Uni<Void> registered(TenantId tenant, JsonFields data, Instant at) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        data.objects("items").forEach(item -> rows.add(row(item)));
        ArrayNode prolonged = JsonNodeFactory.instance.arrayNode();
        data.objects("prolonged").forEach(item -> prolonged.add(prolonged(item)));
        ArrayNode gone = JsonNodeFactory.instance.arrayNode();
        if (data.has("gone")) {
            data.objects("gone").forEach(item -> gone.add(gone(item)));
        }
        ArrayNode ended = JsonNodeFactory.instance.arrayNode();
        if (data.has("ended")) {
            data.objects("ended").forEach(person -> addEnded(person, ended));
        }
        return ifAny(rows, () -> RegisterTableProjection.register(tenant, rows.toString(), at))
                .chain(
                        () ->
                                ifAny(
                                        prolonged,
                                        () ->
                                                ProlongedRows.prolong(
                                                        tenant, prolonged.toString(), at)))
                .chain(() -> ifAny(gone, () -> GoneRows.take(tenant, gone.toString())))
                .chain(() -> ifAny(ended, () -> EndedRows.end(tenant, ended.toString(), at)));
    }

    private static Uni<Void> ifAny(ArrayNode rows, Supplier<Uni<Void>> work) {
        return rows.isEmpty() ? Uni.createFrom().voidItem() : work.get();
    }

    private static void addEnded(JsonFields person, ArrayNode rows) {
        person.texts("purposes")
                .forEach(
                        purpose ->
                                rows.addObject()
                                        .put("controller", person.text("controller"))
                                        .put("subject", person.text("subject"))
                                        .put("purpose", purpose)
                                        .put("stated_at", person.instant("statedAt").toString()));
    }

    private static ObjectNode gone(JsonFields item) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("item", item.text("item"))
                .put("kind", item.text("kind"))
                .put("destroyed_at", item.instant("destroyedAt").toString());
    }

    private ObjectNode row(JsonFields item) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.setAll((ObjectNode) item.json().deepCopy());
        row.set("kept_for", item.json().get("keptFor"));
        row.set("keep_until", item.json().get("keepUntil"));
        return started(row, item.instant("startedAt"));
    }

    private ObjectNode started(ObjectNode row, Instant at) {
        return row.put("started_at", at.toString())
                .put("started_on", at.atZone(zone).toLocalDate().toString());
    }

    private ObjectNode prolonged(JsonFields item) {
        LocalDate until = item.read("keepUntil", LocalDate::parse);
        return JsonNodeFactory.instance
                .objectNode()
                .put("item", item.text("item"))
                .put("kind", item.text("kind"))
                .put("keep_until", until.toString())
                .put("keep_until_at", RetentionClock.endOf(until, zone).toString());
    }

    private String request(JsonFields closed) {
        ObjectNode row =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("item", closed.text("request"))
                        .put("kind", ItemKind.REQUEST.name())
                        .put("controller", closed.text("controller"))
                        .put("subject", closed.text("subject"));
        row.putArray("purposes");
        row.putArray("kept_for").add(Purpose.DSR_FILE.name());
        return JsonNodeFactory.instance
                .arrayNode()
                .add(started(row, closed.instant("closedAt")))
                .toString();
    }

    private Uni<Void> reported(TenantId tenant, Target target, String id, StoredEvent event) {
        JsonFields data = event.fields();
        return ReportedRows.report(
                tenant,
                target,
                id,
                data,
                reported.of(data.read("event", BusinessEvent::valueOf)),
                zone,
                event.metadata().at());
    }

    /** Of a contract that is about a single recording, nothing here is. */
    private static Uni<Void> linked(TenantId tenant, StoredEvent event) {
        JsonFields data = event.fields();
        @Nullable String decision = data.optional("decision");
        return decision == null
                ? Uni.createFrom().voidItem()
                : ReportedRows.link(tenant, data, decision, event.metadata().at());
    }

    private static Uni<Void> ordered(TenantId tenant, StoredEvent event, JsonFields data) {
        return RegisterTableProjection.order(
                Map.of(
                        "tenant", tenant.value(),
                        "batch", data.text("batch"),
                        "basis", data.text("basis"),
                        "owner", data.text("owner"),
                        "kind", data.text("kind"),
                        "controller", data.text("controller"),
                        "items", data.texts("items").size(),
                        "correlation", event.metadata().correlation(),
                        "at", data.text("orderedAt")),
                Map.of(
                        "tenant", tenant.value(),
                        "batch", data.text("batch"),
                        "kind", data.text("kind"),
                        "rows", data.json().get("items").toString()));
    }

    private Uni<Void> erasing(TenantId tenant, JsonFields data) {
        Instant at = data.instant("begunAt");
        return RegisterTableProjection.erase(
                tenant,
                data.text("request"),
                data.text("controller"),
                data.text("subject"),
                at.atZone(zone).toLocalDate(),
                at);
    }

    private Uni<Void> reviewed(TenantId tenant, JsonFields data) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        data.objects("items")
                .forEach(
                        item ->
                                rows.addObject()
                                        .put("item", item.text("item"))
                                        .put("due_at", item.text("dueAt")));
        @Nullable LocalDate keepUntil = data.optional("keepUntil", LocalDate::parse);
        return keepUntil == null
                ? ReviewedRows.release(tenant, data.text("kind"), rows.toString())
                : ReviewedRows.keep(
                        tenant,
                        data.text("kind"),
                        rows.toString(),
                        keepUntil,
                        RetentionClock.endOf(keepUntil, zone));
    }

    private Uni<Void> confirmed(TenantId tenant, StoredEvent event, JsonFields data) {
        List<JsonFields> refused = data.objects("refused");
        String rows = refused(refused, event.metadata().at());
        return RegisterTableProjection.confirm(
                Map.of(
                        "tenant", tenant.value(),
                        "batch", data.text("batch"),
                        "at", data.text("erasedAt"),
                        "disposed", (int) data.number("disposed"),
                        "refused", refused.size()),
                Map.of(
                        "tenant", tenant.value(),
                        "batch", data.text("batch"),
                        "at", event.metadata().at().toString(),
                        "rows", rows),
                Map.of(
                        "tenant", tenant.value(),
                        "batch", data.text("batch"),
                        "rows", rows),
                Map.of(
                        "tenant", tenant.value(),
                        "batch", data.text("batch"),
                        "at", data.text("erasedAt")));
    }

    /** Each with the last day before it is ordered again: the first one if nobody knows. */
    private String refused(List<JsonFields> refused, Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonFields item : refused) {
            @Nullable LocalDate needed =
                    item.has("neededUntil")
                            ? item.instant("neededUntil").minusNanos(1).atZone(zone).toLocalDate()
                            : null;
            LocalDate day = needed == null || needed.isBefore(today) ? today : needed;
            rows.addObject()
                    .put("item", item.text("item"))
                    .put("reason", item.text("reason"))
                    .put("day", day.toString())
                    .put("next", RetentionClock.endOf(day, zone).toString())
                    .put("needed_on", needed == null ? null : needed.toString());
        }
        return rows.toString();
    }
}
