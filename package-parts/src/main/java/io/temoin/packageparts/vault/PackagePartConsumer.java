// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.packageparts.domain.PersonChannel;
import io.temoin.shredding.SubjectId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Notes which parts of packages the rights desk wants of this service. */
@ApplicationScoped
public class PackagePartConsumer {

    /** What the keys of the streams of packages hold, behind their tenant. */
    private static final String STREAMS = "/package-";

    private final EventInbox inbox;
    private final PackagePartStore parts;
    private final String service;
    private final String name;

    PackagePartConsumer(EventInbox inbox, PackagePartStore parts, ChassisConfig config) {
        this.inbox = inbox;
        this.parts = parts;
        this.service = config.service().toUpperCase(Locale.ROOT);
        this.name = config.service() + "-package-parts";
    }

    void register(@Observes StartupEvent event) {
        inbox.register(name, this::note);
    }

    /** Acknowledged once it is noted or parked; messages of other streams are not looked into. */
    @Incoming("package-parts")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return message.key() != null && !message.key().contains(STREAMS)
                ? Uni.createFrom().voidItem()
                : inbox.take(name, message, this::note);
    }

    private Uni<Void> note(ReceivedEvent event) {
        if (!event.type().equals("PackagePartRequested")
                || !service.equals(event.fields().text("service"))) {
            return Uni.createFrom().voidItem();
        }
        return parts.keep(
                event.tenant(),
                asked(event.version(), event.fields()),
                event.id(),
                event.correlation());
    }

    private static PartAsked asked(int version, JsonFields data) {
        try {
            if (version != 1) {
                throw unreadable("version " + version);
            }
            return new PartAsked(
                    data.uuid("accessPackage"),
                    data.uuid("request"),
                    data.text("controller"),
                    data.read("subject", SubjectId::new).value(),
                    data.text("service"),
                    data.read("kind", PackageKind::valueOf),
                    data.read("otherVoices", OtherVoices::valueOf),
                    channel(data, "personChannel"),
                    channels(data),
                    data.text("recipientKey"),
                    data.instant("expiresAt"));
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    private static List<PersonChannel> channels(JsonFields data) {
        return data.has("personChannels")
                ? data.objects("personChannels").stream()
                        .map(
                                stated ->
                                        new PersonChannel(
                                                stated.uuid("recording"),
                                                channel(stated, "channel")))
                        .toList()
                : List.of();
    }

    private static @Nullable Integer channel(JsonFields data, String field) {
        return data.has(field) ? (int) data.number(field) : null;
    }

    private static MalformedEvent unreadable(String what) {
        return new MalformedEvent(
                "a PackagePartRequested event cannot be processed: " + what + " is not understood",
                null);
    }
}
