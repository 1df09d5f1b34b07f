// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.EntryBounds;
import io.temoin.audit.intake.domain.EntryMapping;
import io.temoin.chassis.events.CloudEvents;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.MessageTracing;
import io.temoin.chassis.events.ParkedMessages;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Brings batches of events into the trail, each in one transaction. What a batch cannot take is
 * taken message by message in the way of every consumer ({@link EventInbox}): parked with its key
 * if it is the message's fault, waited out if it is not. Nothing is skipped.
 */
@ApplicationScoped
public class EntryIntake {

    /** The name under which messages are parked and replayed. */
    static final String CONSUMER = "audit";

    /**
     * What is known of a batch before it is written: entries to add as one, and what they are of.
     */
    private record Sorted(
            Map<TenantId, List<AuditEntry>> plain,
            List<ConsumerRecord<String, byte[]>> together,
            List<ConsumerRecord<String, byte[]>> apart) {}

    private final EventInbox inbox;
    private final ParkedMessages parked;
    private final MessageTracing tracing;
    private final EntryStore entries;
    private final EntrySealing sealing;
    private final SearchedPersons asked;
    private final Clock clock;
    private final MeterRegistry meters;

    EntryIntake(
            EventInbox inbox,
            ParkedMessages parked,
            MessageTracing tracing,
            EntryStore entries,
            EntrySealing sealing,
            SearchedPersons asked,
            Clock clock,
            MeterRegistry meters) {
        this.inbox = inbox;
        this.parked = parked;
        this.tracing = tracing;
        this.entries = entries;
        this.sealing = sealing;
        this.asked = asked;
        this.clock = clock;
        this.meters = meters;
        inbox.register(CONSUMER, this::takeOne);
    }

    /** Takes a batch; completes when each message of it is an entry or is parked. */
    Uni<Void> take(List<ConsumerRecord<String, byte[]>> batch) {
        return parkedKeys(batch)
                .flatMap(keys -> persons(batch).map(persons -> sort(batch, keys, persons)))
                .flatMap(
                        sorted ->
                                tracing.process(
                                                CONSUMER,
                                                sorted.together(),
                                                () -> add(sorted.plain()))
                                        .chain(() -> takeEach(sorted.apart())))
                // Not one statement for all, then: each message finds out for itself.
                .onFailure()
                .recoverWithUni(() -> takeEach(batch));
    }

    private Uni<Set<String>> parkedKeys(List<ConsumerRecord<String, byte[]>> batch) {
        return parked.parkedAmong(
                CONSUMER, batch.stream().map(ParkedMessages::keyOf).collect(Collectors.toSet()));
    }

    /**
     * Messages of a parked key, and from the first unreadable one on those of its key, go apart.
     */
    private Sorted sort(
            List<ConsumerRecord<String, byte[]>> batch,
            Set<String> parkedKeys,
            Map<String, Map<String, String>> persons) {
        Map<TenantId, List<AuditEntry>> plain = new LinkedHashMap<>();
        List<ConsumerRecord<String, byte[]>> together = new ArrayList<>();
        List<ConsumerRecord<String, byte[]>> apart = new ArrayList<>();
        Set<String> keysApart = new HashSet<>(parkedKeys);
        Instant recordedAt = now();
        for (ConsumerRecord<String, byte[]> message : batch) {
            if (keysApart.contains(ParkedMessages.keyOf(message))) {
                apart.add(message);
                continue;
            }
            try {
                ReceivedEvent event = CloudEvents.read(message);
                if (!event.isRedacted()) { // else its entry is there since it told something
                    plain.computeIfAbsent(event.tenant(), _ -> new ArrayList<>())
                            .add(
                                    entry(
                                            event,
                                            persons.getOrDefault(event.id(), Map.of()),
                                            recordedAt));
                }
                together.add(message);
            } catch (MalformedEvent _) {
                // Read again, and parked with its reason, by takeEach.
                keysApart.add(ParkedMessages.keyOf(message));
                apart.add(message);
            }
        }
        return new Sorted(plain, together, apart);
    }

    private Uni<Void> takeEach(List<ConsumerRecord<String, byte[]>> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndConcatenate(
                        message -> inbox.take(CONSUMER, message, this::takeOne))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> takeOne(ReceivedEvent event) {
        return asked.open(event)
                .flatMap(
                        persons ->
                                add(Map.of(event.tenant(), List.of(entry(event, persons, now())))));
    }

    /**
     * Who was asked for, by the id of the event. An event that cannot be read, or opened, fails the
     * batch: each message then finds out for itself, and is parked if it is its fault.
     */
    private Uni<Map<String, Map<String, String>>> persons(
            List<ConsumerRecord<String, byte[]>> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .filter(SearchedPersons::mayTell)
                .map(CloudEvents::read)
                .onItem()
                .transformToUniAndConcatenate(
                        event -> asked.open(event).map(persons -> Map.entry(event.id(), persons)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Before anything of its batch is written, an entry that could not be is the event's fault. */
    private static AuditEntry entry(
            ReceivedEvent event, Map<String, String> persons, Instant recordedAt) {
        AuditEntry entry = EntryMapping.entryOf(EventReading.read(event, persons), recordedAt);
        String fault = EntryBounds.fault(entry);
        if (fault != null) {
            throw new MalformedEvent(fault, null);
        }
        return entry;
    }

    /** The keys are asked for before there is a transaction, which would hold a connection. */
    private Uni<Void> add(Map<TenantId, List<AuditEntry>> byTenant) {
        return byTenant.isEmpty()
                ? Uni.createFrom().voidItem()
                : sealing.seal(byTenant)
                        .flatMap(entries::add)
                        .invoke(this::count)
                        .replaceWithVoid();
    }

    private void count(Map<String, Integer> added) {
        added.forEach(
                (service, number) ->
                        meters.counter("temoin.audit.entries", "service", service)
                                .increment(number));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
