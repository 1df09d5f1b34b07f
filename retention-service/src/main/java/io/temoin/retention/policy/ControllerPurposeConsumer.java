// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.policy.ControllerCountryStore.Stated;
import io.temoin.retention.policy.domain.NotePurposePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * What controllers declare of their purposes, where they are established, and what all parties are
 * called, as consent-service tells: a period binds them, and the law of that country does.
 */
@ApplicationScoped
public class ControllerPurposeConsumer {

    static final String NAME = "retention-purposes";

    /** What the keys of these streams hold, behind their tenant. */
    private static final String PURPOSES = "/purpose-";

    private static final String PARTIES = "/party-";
    private static final String COUNTRIES = "/country-";

    private final EventInbox inbox;
    private final PurposePeriodStream periods;
    private final ControllerCountryStore countries;
    private final PartyNameStore names;
    private final Clock clock;
    private final ControllerPurposeReader reader;
    private final ControllerCountryReader countryReader;

    ControllerPurposeConsumer(
            EventInbox inbox,
            PurposePeriodStream periods,
            ControllerCountryStore countries,
            PartyNameStore names,
            Clock clock,
            RetentionConfig config) {
        this.inbox = inbox;
        this.periods = periods;
        this.countries = countries;
        this.names = names;
        this.clock = clock;
        this.reader = new ControllerPurposeReader(config.zone());
        this.countryReader = new ControllerCountryReader(config.zone());
    }

    void start(@Observes StartupEvent event) {
        inbox.register(NAME, this::note);
    }

    /**
     * Acknowledged once the message is noted or parked; those of other streams, nearly all of the
     * topic, are not looked into.
     */
    @Incoming("controller-purposes")
    public Uni<Void> take(ConsumerRecord<String, byte[]> message) {
        return message.key() != null
                        && !message.key().contains(PURPOSES)
                        && !message.key().contains(PARTIES)
                        && !message.key().contains(COUNTRIES)
                ? Uni.createFrom().voidItem()
                : inbox.take(NAME, message, this::note);
    }

    private Uni<Void> note(ReceivedEvent event) {
        return names.note(event).chain(() -> noteBinding(event));
    }

    private Uni<Void> noteBinding(ReceivedEvent event) {
        @Nullable Stated stated = countryReader.read(event);
        if (stated != null) {
            return countries.note(event.tenant(), stated);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        @Nullable NotePurposePeriod command = reader.commandOf(event, now);
        return command == null
                ? Uni.createFrom().voidItem()
                : periods.note(command, event.command(NAME, now)).replaceWithVoid();
    }
}
