// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventBatches;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.packageparts.domain.PartCount;
import io.temoin.packageparts.domain.PartFailure;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.SettlePart;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.Settlement;
import io.temoin.retention.rights.accesspackage.domain.MissingReason;
import io.temoin.retention.rights.accesspackage.domain.PackageProblem;
import io.temoin.retention.rights.accesspackage.domain.PartContent;
import io.temoin.retention.rights.domain.OwnerService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * What services say of their parts, and of what was destroyed since. A service speaks for itself
 * only.
 */
@ApplicationScoped
public class PartAnswerConsumer {

    static final String NAME = "retention-part-answers";

    private static final String TASKS = NAME + "/tasks";

    private static final String READY = "PackagePartReady";
    private static final String FAILED = "PackagePartFailed";

    private final EventInbox inbox;
    private final EventBatches batches;
    private final PackageStream packages;
    private final PackageTasks tasks;
    private final DestroyedSources destroyed;
    private final Clock clock;

    PartAnswerConsumer(
            EventInbox inbox,
            EventBatches batches,
            PackageStream packages,
            PackageTasks tasks,
            DestroyedSources destroyed,
            Clock clock) {
        this.inbox = inbox;
        this.batches = batches;
        this.packages = packages;
        this.tasks = tasks;
        this.destroyed = destroyed;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        inbox.register(NAME, this::settle);
    }

    /** Acknowledged once all of it is handled or parked; other events are not looked into. */
    @Incoming("part-answers")
    public Uni<Void> take(ConsumerRecords<String, byte[]> batch) {
        return batches.take(NAME, PartAnswerConsumer::concerns, batch, this::settle);
    }

    private static boolean concerns(String type) {
        return type.equals(READY) || type.equals(FAILED) || DestroyedSources.EVENTS.contains(type);
    }

    private Uni<Void> settle(ReceivedEvent event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            JsonFields data = event.fields();
            return switch (event.type()) {
                case READY -> settle(event, new Settlement.Ready(content(data)), now);
                case FAILED -> settle(event, new Settlement.Failed(reason(data)), now);
                case String type when DestroyedSources.EVENTS.contains(type) ->
                        destroyed.note(event, NAME, now);
                default -> Uni.createFrom().voidItem();
            };
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    /** Of a package that nobody asked for, nothing is noted. */
    private Uni<Void> settle(ReceivedEvent event, Settlement settlement, Instant now) {
        OwnerService service = serviceOf(event);
        return packages.handle(
                        event.fields().uuid("accessPackage"),
                        new SettlePart(service, settlement, now),
                        event.command(NAME, now))
                .flatMap(
                        outcome ->
                                tasks.complete(outcome.state(), service, event.command(TASKS, now)))
                .onFailure(
                        failure ->
                                failure instanceof Rejected rejected
                                        && rejected.code() == PackageProblem.PACKAGE_UNKNOWN)
                .recoverWithNull();
    }

    private static OwnerService serviceOf(ReceivedEvent event) {
        OwnerService publisher;
        try {
            publisher = OwnerService.valueOf(event.service().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw unreadable("service");
        }
        if (event.version() != 1 || !publisher.name().equals(event.fields().text("service"))) {
            throw unreadable("service");
        }
        return publisher;
    }

    private static PartContent content(JsonFields data) {
        List<PartCount> counts =
                data.objects("counts").stream()
                        .map(count -> new PartCount(count.text("name"), count.number("count")))
                        .toList();
        return new PartContent(
                data.uuid("part"), data.number("bytes"), data.text("sha256"), counts);
    }

    private static MissingReason reason(JsonFields data) {
        return MissingReason.of(data.read("reason", PartFailure::valueOf));
    }

    private static MalformedEvent unreadable(String what) {
        return new MalformedEvent(
                "what a service says of its part cannot be processed: "
                        + what
                        + " is not understood",
                null);
    }
}
