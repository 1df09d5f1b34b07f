// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.CloudEvents;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.MessageTracing;
import io.temoin.chassis.events.ParkedMessages;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.disposition.domain.BatchCommand.ConfirmBatch;
import io.temoin.retention.register.ItemEventReader;
import io.temoin.retention.register.RegistrationBatches;
import io.temoin.retention.register.RegistrationBatches.Batch;
import io.temoin.retention.register.RegistrationStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * What the other services keep, and what they say they have destroyed, batch by batch: one event
 * for each tenant of a batch, however many items it tells of. What a batch cannot take is taken
 * message by message in the way of every consumer ({@link EventInbox}). Nothing is skipped.
 */
@ApplicationScoped
public class OwnerEventConsumer {

    static final String NAME = "retention-register";

    /** Messages that are registered together, and those that are taken one by one. */
    private record Sorted(
            RegistrationBatches batches,
            List<ConsumerRecord<String, byte[]>> together,
            List<ConsumerRecord<String, byte[]>> apart) {}

    private final EventInbox inbox;
    private final ParkedMessages parked;
    private final MessageTracing tracing;
    private final RegistrationStream registrations;
    private final DispositionBatchStream answers;
    private final Clock clock;
    private final ItemEventReader reader;

    OwnerEventConsumer(
            EventInbox inbox,
            ParkedMessages parked,
            MessageTracing tracing,
            RegistrationStream registrations,
            DispositionBatchStream answers,
            Clock clock,
            RetentionConfig config) {
        this.inbox = inbox;
        this.parked = parked;
        this.tracing = tracing;
        this.registrations = registrations;
        this.answers = answers;
        this.clock = clock;
        this.reader = new ItemEventReader(config.zone());
    }

    void start(@Observes StartupEvent event) {
        inbox.register(NAME, this::takeOne);
    }

    /** Acknowledged once each message of the batch is handled or parked. */
    @Incoming("registered-items")
    public Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>(records.count());
        records.forEach(messages::add);
        return parked.parkedAmong(
                        NAME,
                        messages.stream().map(ParkedMessages::keyOf).collect(Collectors.toSet()))
                .map(keys -> sort(messages, keys))
                .flatMap(
                        sorted ->
                                tracing.process(
                                                NAME,
                                                sorted.together(),
                                                () -> register(sorted.batches().all()))
                                        .chain(() -> takeEach(sorted.apart())))
                // Not all at once, then: each message finds out for itself.
                .onFailure()
                .recoverWithUni(() -> takeEach(messages));
    }

    /**
     * Messages of a parked key, and from the first that is not a registration on those of its key,
     * go apart.
     */
    private Sorted sort(List<ConsumerRecord<String, byte[]>> messages, Set<String> parkedKeys) {
        RegistrationBatches together = new RegistrationBatches();
        List<ConsumerRecord<String, byte[]>> plain = new ArrayList<>();
        List<ConsumerRecord<String, byte[]>> apart = new ArrayList<>();
        Set<String> keysApart = new HashSet<>(parkedKeys);
        for (ConsumerRecord<String, byte[]> message : messages) {
            if (keysApart.contains(ParkedMessages.keyOf(message))) {
                apart.add(message);
                continue;
            }
            try {
                ReceivedEvent event = CloudEvents.read(message);
                if (isAnswer(event)) {
                    keysApart.add(ParkedMessages.keyOf(message));
                    apart.add(message);
                } else {
                    together.add(event, reader.read(event));
                    plain.add(message);
                }
            } catch (MalformedEvent | Rejected _) {
                // Read again, and parked with its reason, by takeEach.
                keysApart.add(ParkedMessages.keyOf(message));
                apart.add(message);
            }
        }
        return new Sorted(together, plain, apart);
    }

    private Uni<Void> takeEach(List<ConsumerRecord<String, byte[]>> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndConcatenate(message -> inbox.take(NAME, message, this::takeOne))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static boolean isAnswer(ReceivedEvent event) {
        return event.type().equals(ItemsDisposedReader.TYPE);
    }

    private Uni<Void> takeOne(ReceivedEvent event) {
        if (isAnswer(event)) {
            ConfirmBatch confirmation = ItemsDisposedReader.read(event);
            return answers.handle(confirmation.batch(), confirmation, event.command(NAME, now()))
                    .replaceWithVoid();
        }
        RegistrationBatches alone = new RegistrationBatches();
        alone.add(event, reader.read(event));
        return register(alone.all());
    }

    private Uni<Void> register(List<Batch> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(
                        batch -> registrations.register(batch.content(), metadata(batch)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The command follows from the events, so the same batch is recorded once. */
    private EventMetadata metadata(Batch batch) {
        UUID command = Commands.idOf(Sha256.of(NAME + "\n" + String.join("\n", batch.eventIds())));
        return new EventMetadata(
                batch.tenant(),
                Actor.service(NAME),
                command,
                null,
                command.toString(),
                null,
                null,
                now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
