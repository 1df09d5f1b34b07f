// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.retention.register.domain.EndedByPerson;
import io.temoin.retention.register.domain.GoneItem;
import io.temoin.retention.register.domain.ItemsRegistered;
import io.temoin.retention.register.domain.ProlongedItem;
import io.temoin.retention.register.domain.RegisteredItem;
import io.temoin.shredding.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what events tell of, tenant by tenant, into as few events as their size allows. */
public final class RegistrationBatches {

    /** What becomes one event. */
    public record Batch(TenantId tenant, List<String> eventIds, ItemsRegistered content) {}

    private static final class Open {
        private final List<String> eventIds = new ArrayList<>();
        private final List<RegisteredItem> items = new ArrayList<>();
        private final List<ProlongedItem> prolonged = new ArrayList<>();
        private final List<GoneItem> gone = new ArrayList<>();
        private final List<EndedByPerson> ended = new ArrayList<>();

        private boolean hasRoomFor(ItemsRegistered told) {
            return items.size() + told.items().size() <= ItemsRegistered.MOST
                    && prolonged.size() + told.prolonged().size() <= ItemsRegistered.MOST
                    && gone.size() + told.gone().size() <= ItemsRegistered.MOST
                    && ended.size() + told.ended().size() <= ItemsRegistered.MOST;
        }
    }

    private final Map<TenantId, List<Open>> byTenant = new LinkedHashMap<>();

    /** Adds what one event tells of; an event that tells of nothing adds nothing. */
    public void add(ReceivedEvent event, ItemsRegistered told) {
        if (told.tellsOfNothing()) {
            return;
        }
        List<Open> open = byTenant.computeIfAbsent(event.tenant(), _ -> new ArrayList<>());
        if (open.isEmpty() || !open.getLast().hasRoomFor(told)) {
            open.add(new Open());
        }
        Open last = open.getLast();
        last.eventIds.add(event.id());
        last.items.addAll(told.items());
        last.prolonged.addAll(told.prolonged());
        last.gone.addAll(told.gone());
        last.ended.addAll(told.ended());
    }

    /** What was gathered. */
    public List<Batch> all() {
        List<Batch> all = new ArrayList<>();
        byTenant.forEach(
                (tenant, parts) ->
                        parts.forEach(
                                part ->
                                        all.add(
                                                new Batch(
                                                        tenant,
                                                        part.eventIds,
                                                        new ItemsRegistered(
                                                                part.items,
                                                                part.prolonged,
                                                                part.gone,
                                                                part.ended)))));
        return all;
    }
}
