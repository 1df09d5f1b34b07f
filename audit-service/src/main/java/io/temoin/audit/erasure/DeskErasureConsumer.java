// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.erasure.DeskErasureReader.Asked;
import io.temoin.audit.erasure.domain.Erasure.Begun;
import io.temoin.audit.erasure.domain.Erasure.Deferred;
import io.temoin.audit.erasure.domain.Erasure.Done;
import io.temoin.audit.erasure.domain.Erasure.Open;
import io.temoin.audit.erasure.domain.ErasureCommand.DeferErasure;
import io.temoin.audit.erasure.domain.SubjectErased;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The last step of an erasure at the rights desk: every owner has confirmed, so the trail forgets
 * the person. The erasure has the id of the request. The salts of a person have one key in a
 * tenant: while another controller has entries about them, these are left to their period.
 */
@ApplicationScoped
public class DeskErasureConsumer {

    static final String NAME = "audit-erasures";

    /** What the keys of these streams hold, behind their tenant. */
    private static final String STREAMS = "/erasure-";

    private final EventInbox inbox;
    private final Erasures erasures;
    private final ErasureStream stream;
    private final ErasureStore store;
    private final AuditConfig config;
    private final Clock clock;

    DeskErasureConsumer(
            EventInbox inbox,
            Erasures erasures,
            ErasureStream stream,
            ErasureStore store,
            AuditConfig config,
            Clock clock) {
        this.inbox = inbox;
        this.erasures = erasures;
        this.stream = stream;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        inbox.register(NAME, this::erase);
    }

    /** Acknowledged once the message is handled or parked; other streams are not looked into. */
    @Incoming("desk-erasures")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return message.key() != null && !message.key().contains(STREAMS)
                ? Uni.createFrom().voidItem()
                : inbox.take(NAME, message, this::erase);
    }

    private Uni<Void> erase(ReceivedEvent event) {
        var asked = DeskErasureReader.requestOf(event);
        if (asked == null) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return stream.replay(event.tenant(), asked.request())
                .flatMap(
                        replayed ->
                                switch (replayed.state()) {
                                    case Open _ -> eraseOrDefer(event, asked, now);
                                    // A message that comes again finds what it led to.
                                    case Deferred _ -> Uni.createFrom().voidItem();
                                    case Begun _, Done _ -> erase(event, asked, now);
                                });
    }

    private Uni<Void> eraseOrDefer(ReceivedEvent event, Asked asked, Instant now) {
        return store.isNamedByOthers(event.tenant(), asked.subject(), asked.controller())
                .flatMap(shared -> shared ? defer(event, asked, now) : erase(event, asked, now));
    }

    private Uni<Void> defer(ReceivedEvent event, Asked asked, Instant now) {
        var until = LocalDate.ofInstant(now, ZoneOffset.UTC).plus(config.keep());
        return stream.defer(event.command(NAME, now), new DeferErasure(asked.request(), until));
    }

    private Uni<Void> erase(ReceivedEvent event, Asked asked, Instant now) {
        var reference = asked.request().toString();
        var metadata =
                new EventMetadata(
                        event.tenant(),
                        Actor.service("audit-service"),
                        asked.request(),
                        null,
                        event.correlation(),
                        event.id(),
                        event.traceparent(),
                        now);
        return erasures.erase(
                        Erasures.service(event.tenant(), asked.request()),
                        metadata,
                        new Erasures.Request(
                                asked.subject(),
                                new SubjectErased.Reason(asked.ground(), reference),
                                new SubjectErased.Overruling(asked.override(), reference)))
                .replaceWithVoid();
    }
}
