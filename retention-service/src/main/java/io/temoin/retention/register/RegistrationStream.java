// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.retention.register.domain.ItemsRegistered;
import io.temoin.retention.register.domain.RegisterItems;
import io.temoin.retention.register.domain.RegistrationDecider;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The streams {@code register-<id>}: what one batch of events told of, one event each. A stream of
 * all batches would have to be read before each of them, and replicas would race for it.
 */
@ApplicationScoped
public class RegistrationStream {

    static final String CATEGORY = "register";

    private final CommandHandler<RegisterItems, Boolean, ItemsRegistered> registrations;

    RegistrationStream(EventStore store, ShreddableKeys keys) {
        this.registrations = new CommandHandler<>(store, codec(keys), new RegistrationDecider());
    }

    /** How its events are stored. */
    public static EventCodec<ItemsRegistered> codec(ShreddableKeys keys) {
        return new EventCodec<>(ItemsRegistered.class, keys);
    }

    /** Records a batch; the same batch once. */
    public Uni<Void> register(ItemsRegistered batch, EventMetadata metadata) {
        return registrations
                .handle(
                        new StreamId(CATEGORY, metadata.commandId().toString()),
                        new RegisterItems(batch),
                        metadata)
                .replaceWithVoid();
    }
}
