// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.CloudEvents;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.consent.disposal.domain.DisposalProblem;
import io.temoin.consent.disposal.domain.DispositionBatch;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.permission.domain.ItemKind;
import io.temoin.consent.rights.RequestedCorrections;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Carries out the orders of retention-service that are this service's to carry out, and forgets
 * what a person said with their requests once their data is erased.
 */
@ApplicationScoped
public class DispositionConsumer {

    private static final String NAME = "consent-dispositions";
    private static final String ORDERED = "DispositionBatchOrdered";
    private static final String OWNER = "CONSENT";

    /** At its end again: requests that were open when it began may be answered meanwhile. */
    private static final Set<String> ERASURES = Set.of("ErasureBegun", "ErasureCompleted");

    /** The files of requests are retention-service's; what was said with a request is here. */
    private static final String DESK = "RETENTION";

    private static final String FILES = "REQUEST";

    private final EventInbox inbox;
    private final Disposals disposals;
    private final RequestedCorrections corrections;
    private final Clock clock;

    DispositionConsumer(
            EventInbox inbox, Disposals disposals, RequestedCorrections corrections, Clock clock) {
        this.inbox = inbox;
        this.disposals = disposals;
        this.corrections = corrections;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        inbox.register(NAME, this::carryOut);
    }

    /** Acknowledged once the order is carried out or parked; other events are not looked into. */
    @Incoming("dispositions")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return CloudEvents.mayBe(DispositionConsumer::concerns, message)
                ? inbox.take(NAME, message, this::carryOut)
                : Uni.createFrom().voidItem();
    }

    private static boolean concerns(String type) {
        return type.equals(ORDERED) || ERASURES.contains(type);
    }

    private Uni<Void> carryOut(ReceivedEvent event) {
        if (ERASURES.contains(event.type())) {
            return erase(event);
        }
        if (!event.type().equals(ORDERED)) {
            return Uni.createFrom().voidItem();
        }
        JsonFields order = event.fields();
        return switch (order.optional("owner")) {
            case OWNER ->
                    disposals.carryOut(
                            ordered(order), event.id(), event.command(NAME, clock.instant()));
            case DESK -> forget(event.tenant(), order);
            case null, default -> Uni.createFrom().voidItem();
        };
    }

    /** retention-service answers for the files itself, so nothing is confirmed here. */
    private Uni<Void> forget(TenantId tenant, JsonFields order) {
        return FILES.equals(order.optional("kind"))
                ? corrections.destroy(tenant, items(order), order.text("basis"), clock.instant())
                : Uni.createFrom().voidItem();
    }

    /** The words of a person are erased with the rest of what is known of them (GDPR art. 17). */
    private Uni<Void> erase(ReceivedEvent event) {
        JsonFields erasure = event.fields();
        try {
            return corrections.destroyOf(
                    event.tenant(),
                    erasure.read("controller", PartyId::new),
                    erasure.read("subject", SubjectId::new),
                    clock.instant());
        } catch (JsonFields.Unreadable missing) {
            throw new Rejected(
                    ConsentProblem.ERASURE_MALFORMED,
                    "A " + event.type() + " event has no readable " + missing.field() + ".");
        }
    }

    /** Reads its payload, version 1. */
    static DispositionBatch ordered(JsonFields event) {
        try {
            List<UUID> items = items(event);
            return new DispositionBatch(
                    event.uuid("batch"),
                    event.read("kind", ItemKind::valueOf),
                    event.read("controller", PartyId::new),
                    items,
                    event.text("basis"),
                    event.instant("orderedAt"));
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
    }

    private static List<UUID> items(JsonFields event) {
        try {
            List<UUID> items = event.texts("items").stream().map(UUID::fromString).toList();
            if (items.isEmpty() || items.size() > DispositionBatch.MOST) {
                throw malformed();
            }
            return items;
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
    }

    private static Rejected malformed() {
        return new Rejected(
                DisposalProblem.ORDER_MALFORMED,
                "A DispositionBatchOrdered event must have batch, kind, controller, items, basis"
                        + " and orderedAt, and items between 1 and 1,000.");
    }
}
