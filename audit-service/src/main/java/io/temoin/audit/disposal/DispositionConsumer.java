// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.disposal.DisposedItemQueries.Ordered;
import io.temoin.audit.disposal.domain.DisposalProblem;
import io.temoin.audit.disposal.domain.DispositionBatch;
import io.temoin.audit.disposal.domain.ItemKind;
import io.temoin.chassis.events.CloudEvents;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes note of every order of retention-service and of its confirmation, and carries out those
 * that are this service's to carry out. Both are in one stream, so they come in order.
 */
@ApplicationScoped
public class DispositionConsumer {

    private static final String NAME = "audit-dispositions";
    private static final String OWNER = "AUDIT";
    private static final String ORDERED = "DispositionBatchOrdered";
    private static final String CONFIRMED = "DispositionBatchConfirmed";

    private final EventInbox inbox;
    private final DisposedItemQueries items;
    private final Disposals disposals;
    private final Clock clock;

    DispositionConsumer(
            EventInbox inbox, DisposedItemQueries items, Disposals disposals, Clock clock) {
        this.inbox = inbox;
        this.items = items;
        this.disposals = disposals;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        inbox.register(NAME, this::apply);
    }

    /** Acknowledged once the order is carried out or parked; other events are not looked into. */
    @Incoming("dispositions")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return CloudEvents.mayBe(DispositionConsumer::concerns, message)
                ? inbox.take(NAME, message, this::apply)
                : Uni.createFrom().voidItem();
    }

    private static boolean concerns(String type) {
        return type.equals(ORDERED) || type.equals(CONFIRMED);
    }

    private Uni<Void> apply(ReceivedEvent event) {
        return switch (event.type()) {
            case ORDERED -> carryOut(event);
            case CONFIRMED -> confirm(event);
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> carryOut(ReceivedEvent event) {
        Ordered order = read(event, DispositionConsumer::ordered);
        Uni<Void> noted = items.ordered(event.tenant(), order);
        if (!order.owner().equals(OWNER)) {
            return noted;
        }
        DispositionBatch batch = read(event, fields -> batch(order, fields));
        return noted.chain(() -> disposals.carryOut(batch, event.command(NAME, clock.instant())));
    }

    private Uni<Void> confirm(ReceivedEvent event) {
        List<UUID> refused =
                read(
                        event,
                        fields ->
                                fields.objects("refused").stream()
                                        .map(one -> one.uuid("item"))
                                        .toList());
        return items.confirmed(
                event.tenant(),
                read(event, fields -> fields.uuid("batch")),
                read(event, fields -> fields.instant("erasedAt")),
                refused);
    }

    /** Reads an order, version 1. */
    static Ordered ordered(JsonFields event) {
        return new Ordered(
                event.uuid("batch"),
                event.text("owner"),
                event.text("kind"),
                event.text("controller"),
                event.texts("items").stream().map(UUID::fromString).toList(),
                event.instant("orderedAt"));
    }

    /** Reads what only its owner has to know of it. */
    static DispositionBatch batch(Ordered order, JsonFields event) {
        if (order.items().isEmpty() || order.items().size() > DispositionBatch.MOST) {
            throw malformed();
        }
        return new DispositionBatch(
                order.batch(),
                ItemKind.valueOf(order.kind()),
                order.controller(),
                order.items(),
                event.text("basis"),
                order.orderedAt());
    }

    private static <T> T read(ReceivedEvent event, Function<JsonFields, T> reading) {
        try {
            return reading.apply(event.fields());
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
    }

    private static Rejected malformed() {
        return new Rejected(
                DisposalProblem.ORDER_MALFORMED,
                "The event of an order or its confirmation lacks a field or has an unknown kind.");
    }
}
