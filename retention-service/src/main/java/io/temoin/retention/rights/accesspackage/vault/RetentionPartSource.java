// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.packageparts.vault.PartSource;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.retention.rights.PersonRequests;
import io.temoin.retention.rights.PersonRequests.OwnRequest;
import io.temoin.retention.rights.accesspackage.PersonItemQueries;
import io.temoin.retention.schedule.ItemExplanations;
import io.temoin.retention.schedule.ItemExplanations.ExplainedItem;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What retention-service contributes: what is kept, why and until when; and the person's requests.
 * A legal hold is "kept by law", since its case concerns others too.
 */
@ApplicationScoped
public class RetentionPartSource extends PartSource {

    private static final UUID FIRST = new UUID(0, 0);

    private final PersonItemQueries persons;
    private final ItemExplanations items;
    private final PersonRequests requests;

    RetentionPartSource(
            PersonItemQueries persons, ItemExplanations items, PersonRequests requests) {
        this.persons = persons;
        this.items = items;
        this.requests = requests;
    }

    private interface One {
        void write(UUID id) throws IOException;
    }

    @Override
    protected void write(TenantId tenant, PartAsked asked, PartWriter writer) throws IOException {
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
                                    }
                                }));
        writer.table(
                "requests",
                table ->
                        each(
                                after ->
                                        persons.requests(
                                                tenant, asked.controller(), asked.subject(), after),
                                id -> table.add(row(await(requests.find(tenant, id))))));
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
        row.put("keptByLaw", item.held());
        row.put("explanationFr", String.join(" ", item.french()));
        row.put("explanationEn", String.join(" ", item.english()));
        return row;
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
