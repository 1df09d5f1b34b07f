// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static java.util.stream.Collectors.groupingBy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * How consumers of many messages take them: it is asked once for a batch which of its keys are
 * parked. Messages of one key are handled in their order, those of several keys at the same time,
 * so that their commands share statements and commits. What cannot be handled is taken by itself in
 * the way of every consumer ({@link EventInbox}). Nothing is skipped.
 */
@ApplicationScoped
public class EventBatches {

    private static final int KEYS_AT_ONCE = 16;

    private final EventInbox inbox;
    private final ParkedMessages parked;
    private final MessageTracing tracing;

    EventBatches(EventInbox inbox, ParkedMessages parked, MessageTracing tracing) {
        this.inbox = inbox;
        this.parked = parked;
        this.tracing = tracing;
    }

    /**
     * Takes a batch; completes when each message of it is handled or parked.
     *
     * @param types names of the events that {@code work} does something with. The others are left
     *     alone: the database is not asked about them, nor are they parked behind their key.
     */
    public Uni<Void> take(
            String consumer,
            Predicate<String> types,
            ConsumerRecords<String, byte[]> batch,
            Function<ReceivedEvent, Uni<Void>> work) {
        Map<String, List<ConsumerRecord<String, byte[]>>> byKey =
                StreamSupport.stream(batch.spliterator(), false)
                        .filter(message -> CloudEvents.mayBe(types, message))
                        .collect(groupingBy(ParkedMessages::keyOf));
        return byKey.isEmpty()
                ? Uni.createFrom().voidItem()
                : parked.parkedAmong(consumer, byKey.keySet())
                        // Away, perhaps: then each message waits until it is back.
                        .onFailure()
                        .recoverWithItem(byKey.keySet())
                        .chain(apart -> takeKeys(consumer, byKey.values(), apart, work));
    }

    private Uni<Void> takeKeys(
            String consumer,
            Collection<List<ConsumerRecord<String, byte[]>>> keys,
            Set<String> apart,
            Function<ReceivedEvent, Uni<Void>> work) {
        // Here, where the message's context is at hand: the end of another key may have none.
        List<Uni<Void>> all =
                keys.stream().map(ofKey -> takeKey(consumer, ofKey, apart, work)).toList();
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUni(ofKey -> ofKey)
                .collectFailures()
                .merge(KEYS_AT_ONCE)
                .collect()
                .last();
    }

    /** The first of a key that is not parked needs no question; the next may be parked with it. */
    private Uni<Void> takeKey(
            String consumer,
            List<ConsumerRecord<String, byte[]>> ofKey,
            Set<String> apart,
            Function<ReceivedEvent, Uni<Void>> work) {
        ConsumerRecord<String, byte[]> first = ofKey.getFirst();
        Uni<Void> begun =
                apart.contains(ParkedMessages.keyOf(first))
                        ? inbox.take(consumer, first, work)
                        : handle(consumer, first, work);
        return MessageTracing.onItsOwn(
                begun.onItem()
                        .transformToMulti(
                                _ -> Multi.createFrom().iterable(ofKey.subList(1, ofKey.size())))
                        .onItem()
                        .transformToUniAndConcatenate(
                                message -> inbox.take(consumer, message, work))
                        .collect()
                        .last());
    }

    private Uni<Void> handle(
            String consumer,
            ConsumerRecord<String, byte[]> message,
            Function<ReceivedEvent, Uni<Void>> work) {
        return tracing.process(consumer, message, span -> EventInbox.apply(message, span, work))
                .onFailure()
                .recoverWithUni(() -> inbox.take(consumer, message, work));
    }
}
