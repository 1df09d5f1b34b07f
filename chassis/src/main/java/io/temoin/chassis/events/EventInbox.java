// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.events.ParkedMessages.ParkedRecord;
import io.temoin.chassis.requests.Outage;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.Tampered;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How every consumer takes its messages. What the infrastructure fails at is tried again until it
 * works; what the message itself makes impossible goes to the dead-letter topic and parks its key:
 * later messages of that key wait behind it, in order, until an admin replays them.
 */
@ApplicationScoped
public class EventInbox {

    private static final Logger LOG = Logger.getLogger(EventInbox.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
    private static final Duration LAST_BACK_OFF = Duration.ofSeconds(10);
    private static final int TRIES = 5;
    private static final String BEHIND = "BEHIND";

    private final String deadLetters;
    private final ParkedMessages parked;
    private final MessageTracing tracing;
    private final MeterRegistry metrics;
    private final Map<String, Object> kafka;
    private final Map<String, Function<ReceivedEvent, Uni<Void>>> consumers =
            new ConcurrentHashMap<>();
    private @Nullable KafkaProducer<String, byte[]> producer;

    EventInbox(
            ChassisConfig config,
            ParkedMessages parked,
            MessageTracing tracing,
            MeterRegistry metrics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.deadLetters = config.service() + ".dead-letter";
        this.parked = parked;
        this.tracing = tracing;
        this.metrics = metrics;
        this.kafka = kafka;
    }

    /** Makes a consumer's work known, so that its parked messages can be replayed. */
    public void register(String consumer, Function<ReceivedEvent, Uni<Void>> work) {
        consumers.put(consumer, work);
        // There from the start, with 0: an alert on what is missing never fires.
        parkedBy(consumer);
    }

    /**
     * Takes one message, within its span: handled, or parked. Tries again while neither is
     * possible, whatever the reason; until then the message is not acknowledged.
     */
    public Uni<Void> take(
            String consumer,
            ConsumerRecord<String, byte[]> message,
            Function<ReceivedEvent, Uni<Void>> work) {
        return tracing.process(consumer, message, span -> take(consumer, message, span, work));
    }

    private Uni<Void> take(
            String consumer,
            ConsumerRecord<String, byte[]> message,
            Span span,
            Function<ReceivedEvent, Uni<Void>> work) {
        Uni<Void> taken =
                parked.parkedAmong(consumer, List.of(ParkedMessages.keyOf(message)))
                        .flatMap(
                                keys ->
                                        keys.isEmpty()
                                                ? handleOrPark(consumer, message, span, work)
                                                : parkBehind(consumer, message, span));
        return taken.onFailure()
                .invoke(failure -> sayWhatItWaitsFor(consumer, failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACK_OFF, LAST_BACK_OFF)
                .indefinitely();
    }

    /** Whatever it is: a consumer that ended would take nothing more until somebody restarts it. */
    private static void sayWhatItWaitsFor(String consumer, Throwable failure) {
        if (infrastructure(failure)) {
            LOG.warnf(
                    "consumer %s is waiting for an unavailable dependency and will retry: %s",
                    consumer, name(failure));
        } else {
            LOG.errorf(
                    failure,
                    "consumer %s can neither handle nor park a message and will retry",
                    consumer);
        }
    }

    /** Parks a message that a batch consumer found impossible to handle. */
    public Uni<Void> park(
            String consumer, ConsumerRecord<String, byte[]> message, Throwable failure) {
        String reason = reason(failure);
        parkedBy(consumer).increment();
        LOG.errorf(
                failure,
                "consumer %s parked the message %s [%d] @ %d: %s",
                consumer,
                message.topic(),
                message.partition(),
                message.offset(),
                reason);
        return parked.park(consumer, message, reason)
                .chain(() -> sendToDeadLetters(consumer, message, reason));
    }

    private Counter parkedBy(String consumer) {
        return metrics.counter("temoin.parked.messages", "consumer", consumer);
    }

    /** Whether a failure is the infrastructure's and worth waiting out. */
    public static boolean infrastructure(Throwable failure) {
        return switch (failure) {
            case Rejected _, Tampered _, MalformedEvent _ -> false;
            case PgException database ->
                    database.getSqlState() == null
                            || database.getSqlState().startsWith("40")
                            || Outage.passes(database.getSqlState());
            case VertxException _, IOException _, org.apache.kafka.common.KafkaException _ -> true;
            case io.smallrye.mutiny.TimeoutException _ -> true;
            case KeyProviderUnavailable _, Outage.Passing _ -> true;
            case NoStackTraceThrowable client -> Outage.causes(client);
            default -> failure.getCause() != null && infrastructure(failure.getCause());
        };
    }

    /**
     * Handles the parked messages of a key in order; the number handled. Ends at the first that
     * cannot be handled: it stays parked, and so do those behind it.
     */
    Uni<Integer> replay(String tenant, String consumer, String key) {
        return replay(tenant, consumer, key, 0);
    }

    private Uni<Integer> replay(String tenant, String consumer, String key, int done) {
        Function<ReceivedEvent, Uni<Void>> work = consumers.get(consumer);
        if (work == null) {
            throw noConsumer();
        }
        return parked.first(tenant, consumer, key)
                .flatMap(
                        kept ->
                                kept == null
                                        ? Uni.createFrom().item(done)
                                        : again(kept, consumer, work)
                                                .chain(
                                                        () ->
                                                                parked.handled(
                                                                        tenant, kept.position()))
                                                .chain(
                                                        () ->
                                                                replay(
                                                                        tenant, consumer, key,
                                                                        done + 1)));
    }

    private Uni<Void> again(
            ParkedRecord kept, String consumer, Function<ReceivedEvent, Uni<Void>> work) {
        return tracing.process(consumer, kept.message(), span -> apply(kept.message(), span, work))
                .onFailure(EventInbox::unreadable)
                .transform(failure -> stillUnreadable(kept.position(), failure))
                .onFailure(Rejected.class)
                .transform(refusal -> stillRefused(kept.position(), refusal));
    }

    static Rejected noConsumer() {
        return ChassisProblem.PARKED_MESSAGES_UNKNOWN.at("/consumer", "No consumer has this name.");
    }

    /** Whether nothing but another message, or another release of this service, would help. */
    private static boolean unreadable(Throwable failure) {
        return failure instanceof MalformedEvent || failure instanceof Tampered;
    }

    private static Throwable stillUnreadable(long position, Throwable failure) {
        LOG.warnf(failure, "the parked message at %d is still unreadable", position);
        return ChassisProblem.STILL_UNREADABLE.at(
                "/key",
                "The message at position "
                        + position
                        + " cannot be read; it stays parked, and so do the messages behind it.");
    }

    /**
     * The consumer's refusal is about the message, not about the request to replay it; what was
     * already found unreadable stays so.
     */
    private static Throwable stillRefused(long position, Throwable refusal) {
        if (refusal instanceof Rejected rejected
                && rejected.code() == ChassisProblem.STILL_UNREADABLE) {
            return refusal;
        }
        return ChassisProblem.STILL_REFUSED.at(
                "/key",
                "The message at position "
                        + position
                        + " was refused again and stays parked, and so do the messages behind it: "
                        + refusal.getMessage());
    }

    private Uni<Void> parkBehind(
            String consumer, ConsumerRecord<String, byte[]> message, Span span) {
        MessageTracing.failed(span, BEHIND);
        return parked.park(consumer, message, BEHIND);
    }

    private Uni<Void> handleOrPark(
            String consumer,
            ConsumerRecord<String, byte[]> message,
            Span span,
            Function<ReceivedEvent, Uni<Void>> work) {
        return apply(message, span, work)
                .onFailure(EventInbox::unexplained)
                .retry()
                .withBackOff(FIRST_BACK_OFF, LAST_BACK_OFF)
                .atMost(TRIES)
                .onFailure(failure -> !infrastructure(failure))
                .recoverWithUni(
                        failure -> {
                            MessageTracing.failed(span, reason(failure));
                            return park(consumer, message, failure);
                        });
    }

    /** Handles a message within its span; what was redacted has no effect. */
    static Uni<Void> apply(
            ConsumerRecord<String, byte[]> message,
            Span span,
            Function<ReceivedEvent, Uni<Void>> work) {
        return Uni.createFrom()
                .item(() -> CloudEvents.read(message, span))
                .flatMap(
                        event ->
                                event.isRedacted()
                                        ? Uni.createFrom().voidItem()
                                        : work.apply(event));
    }

    /** Neither the infrastructure's nor plainly the message's: worth a few tries. */
    private static boolean unexplained(Throwable failure) {
        return !infrastructure(failure)
                && !(failure instanceof Rejected
                        || failure instanceof Tampered
                        || failure instanceof MalformedEvent);
    }

    private Uni<Void> sendToDeadLetters(
            String consumer, ConsumerRecord<String, byte[]> message, String reason) {
        ProducerRecord<String, byte[]> letter = letter(consumer, message, reason, message.value());
        return send(letter)
                // With its reason it is larger than it came; the database has all of it.
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(
                        () -> {
                            ProducerRecord<String, byte[]> without =
                                    letter(consumer, message, reason, null);
                            without.headers().add("dead-letter-payload", bytes("left-out"));
                            return send(without);
                        });
    }

    private ProducerRecord<String, byte[]> letter(
            String consumer,
            ConsumerRecord<String, byte[]> message,
            String reason,
            byte @Nullable [] payload) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(
                        deadLetters,
                        null,
                        ParkedMessages.keyOf(message),
                        payload,
                        message.headers());
        letter.headers().add("dead-letter-reason", bytes(reason));
        letter.headers().add("dead-letter-consumer", bytes(consumer));
        letter.headers().add("dead-letter-topic", bytes(message.topic()));
        letter.headers().add("dead-letter-partition", bytes(Integer.toString(message.partition())));
        letter.headers().add("dead-letter-offset", bytes(Long.toString(message.offset())));
        return letter;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of both outcomes
    private Uni<Void> send(ProducerRecord<String, byte[]> letter) {
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                producer()
                                        .send(
                                                letter,
                                                (_, failure) -> {
                                                    if (failure == null) {
                                                        emitter.complete(null);
                                                    } else {
                                                        emitter.fail(failure);
                                                    }
                                                }));
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put("acks", "all");
            settings.put("max.block.ms", 5_000);
            producer =
                    new KafkaProducer<>(
                            settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(LAST_BACK_OFF);
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof Rejected rejected ? rejected.code().name() : name(failure);
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
