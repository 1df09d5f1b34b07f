// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.scrubbing.domain.ListScrubbed;
import io.temoin.consent.scrubbing.domain.RecordScrub;
import io.temoin.consent.scrubbing.domain.Scrub;
import io.temoin.consent.scrubbing.domain.ScrubDecider;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;

/** The streams {@code scrub-<id>}: one scrub each; its id is its command's. */
@Singleton
class ScrubStream {

    private static final String CATEGORY = "scrub";

    private final CommandHandler<RecordScrub, Scrub, ListScrubbed> scrubs;

    ScrubStream(EventStore store, ShreddableKeys keys) {
        this.scrubs = new CommandHandler<>(store, codec(keys), new ScrubDecider());
    }

    static EventCodec<ListScrubbed> codec(ShreddableKeys keys) {
        return new EventCodec<>(ListScrubbed.class, keys);
    }

    Uni<CommandOutcome<Scrub, ListScrubbed>> record(RecordScrub command, EventMetadata metadata) {
        return scrubs.handle(new StreamId(CATEGORY, command.scrub().toString()), command, metadata);
    }
}
