// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.packageparts.vault.PartSource;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.retention.person.PersonItem;
import io.temoin.retention.register.RegisteredItemQueries.Place;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.rights.PersonRequests;
import io.temoin.retention.rights.PersonRequests.OwnRequest;
import io.temoin.retention.rights.accesspackage.PersonItemQueries;
import io.temoin.retention.schedule.ItemExplanations;
import io.temoin.retention.schedule.ItemExplanations.ExplainedItem;
import io.temoin.retention.schedule.RegisteredOfPersons;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What retention-service contributes: what is kept, where, why and until when; the person's
 * requests; who received the data, and what the person may ask for. A legal hold is "kept by law",
 * as a statutory minimum is: its case concerns others too, and may be meant for proceedings against
 * the person.
 */
@ApplicationScoped
public class RetentionPartSource extends PartSource {

    private static final UUID FIRST = new UUID(0, 0);
    private static final int PAGE = 200;

    private final PersonItemQueries persons;
    private final ItemExplanations items;
    private final RegisteredOfPersons registered;
    private final PersonRequests requests;
    private final ProcessingFacts facts;

    RetentionPartSource(
            PersonItemQueries persons,
            ItemExplanations items,
            RegisteredOfPersons registered,
            PersonRequests requests,
            ProcessingFacts facts) {
        this.persons = persons;
        this.items = items;
        this.registered = registered;
        this.requests = requests;
        this.facts = facts;
    }

    private interface One {
        void write(UUID id) throws IOException;
    }

    @Override
    protected void write(TenantId tenant, PartAsked asked, PartWriter writer) throws IOException {
        HeldCategories categories = new HeldCategories();
        writer.table(
                "items",
                table ->
                        each(
                                after ->
                                        persons.items(
                                                tenant, asked.controller(), asked.subject(), after),
                                id -> {
                                    Optional<ExplainedItem> item = await(items.find(tenant, id));
                                    if (item.isPresent()) {
                                        table.add(row(id, item.get()));
                                        categories.add(item.get());
                                    }
                                }));
        writer.table("registered", table -> registered(tenant, asked, categories, table));
        writer.table("categories", categories::writeTo);
        writer.table(
                "requests",
                table ->
                        each(
                                after ->
                                        persons.requests(
                                                tenant, asked.controller(), asked.subject(), after),
                                id -> table.add(row(await(requests.find(tenant, id))))));
        facts.writeTo(tenant, asked, writer);
    }

    private void registered(
            TenantId tenant, PartAsked asked, HeldCategories categories, PartWriter.Table table)
            throws IOException {
        List<PersonItem> page = page(tenant, asked, null);
        while (!page.isEmpty()) {
            for (PersonItem item : page) {
                table.add(row(item));
                categories.add(item);
            }
            PersonItem last = page.getLast();
            page = page(tenant, asked, new Place(last.id(), ItemKind.valueOf(last.kind())));
        }
    }

    private List<PersonItem> page(TenantId tenant, PartAsked asked, @Nullable Place after) {
        return await(registered.find(tenant, asked.controller(), asked.subject(), after, PAGE));
    }

    /** Each of the ids, one page after the other. */
    private static void each(Function<UUID, Uni<List<UUID>>> pages, One one) throws IOException {
        List<UUID> page = await(pages.apply(FIRST));
        while (!page.isEmpty()) {
            for (UUID id : page) {
                one.write(id);
            }
            page = await(pages.apply(page.getLast()));
        }
    }

    private static ObjectNode row(UUID id, ExplainedItem item) {
        ObjectNode row = PartWriter.row();
        row.put("recording", id.toString());
        row.put("state", item.state());
        row.put("endedAt", text(item.endedAt()));
        item.purposes().forEach(row.putArray("purposes")::add);
        row.put("dueOn", text(item.dueOn()));
        row.put("erasedAt", text(item.erasedAt()));
        row.put("keptByLaw", item.keptByLaw());
        row.put("explanationFr", String.join(" ", item.french()));
        row.put("explanationEn", String.join(" ", item.english()));
        return row;
    }

    private static ObjectNode row(PersonItem item) {
        ObjectNode row = PartWriter.row();
        row.put("id", item.id().toString());
        row.put("kind", item.kind());
        row.put("service", item.service());
        row.put("decision", text(item.decision()));
        row.put("state", item.state());
        row.put("startedAt", text(item.endedAt()));
        row.put("dueOn", text(item.end().dueOn()));
        row.put("keptByLaw", item.end().keptByLaw());
        item.because().stream().map(RetentionPartSource::rule).forEach(row.putArray("rules")::add);
        row.put("erasedAt", text(item.erasedAt()));
        return row;
    }

    private static String rule(PersonItem.Bound bound) {
        return Stream.of(
                        bound.purpose(),
                        bound.rule(),
                        bound.period(),
                        text(bound.until()),
                        bound.reference())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static ObjectNode row(OwnRequest request) {
        ObjectNode row = PartWriter.row();
        row.put("id", request.id().toString());
        row.put("type", request.type());
        row.put("state", request.state());
        row.put("way", request.way());
        row.put("receivedBy", request.receivedBy());
        row.put("receivedAt", request.receivedAt().toString());
        row.put("dueAt", request.dueAt().toString());
        row.put("refusedFor", request.ground());
        return row;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
