// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.notice.domain.ControllerNotices;
import io.temoin.consent.notice.domain.NoticeCommand;
import io.temoin.consent.notice.domain.NoticeDecider;
import io.temoin.consent.notice.domain.NoticeEvent;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;

/**
 * The streams {@code notice-<controller>}: every notice of a controller in one. There are few, a
 * decision wants them all at once, and the layers of one notice lead to each other.
 */
@Singleton
class NoticeStream {

    private static final String CATEGORY = "notice";

    private final CommandHandler<NoticeCommand, ControllerNotices, NoticeEvent> handler;

    NoticeStream(EventStore store, ShreddableKeys keys) {
        this.handler = new CommandHandler<>(store, codec(keys), new NoticeDecider());
    }

    static EventCodec<NoticeEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(NoticeEvent.class, keys);
    }

    Uni<CommandOutcome<ControllerNotices, NoticeEvent>> handle(
            NoticeCommand command, EventMetadata metadata) {
        return handler.handle(streamOf(command.controller()), command, metadata);
    }

    /** As of now. */
    Uni<ControllerNotices> state(TenantId tenant, PartyId controller) {
        return handler.replay(tenant, streamOf(controller)).map(Replayed::state);
    }

    private static StreamId streamOf(PartyId controller) {
        return new StreamId(CATEGORY, controller.value());
    }
}
