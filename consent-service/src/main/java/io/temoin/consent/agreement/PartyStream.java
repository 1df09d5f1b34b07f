// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.agreement.domain.Party;
import io.temoin.consent.agreement.domain.PartyCommand;
import io.temoin.consent.agreement.domain.PartyDecider;
import io.temoin.consent.agreement.domain.PartyEvent;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The streams {@code party-<id>}: one legal entity of a tenant each. */
@Singleton
public class PartyStream {

    private static final String CATEGORY = "party";

    private final CommandHandler<PartyCommand, Party, PartyEvent> handler;

    PartyStream(PartyEvents store, ShreddableKeys keys) {
        this.handler = new CommandHandler<>(store, codec(keys), new PartyDecider());
    }

    static EventCodec<PartyEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(PartyEvent.class, keys);
    }

    Uni<CommandOutcome<Party, PartyEvent>> handle(PartyCommand command, EventMetadata metadata) {
        return handler.handle(streamOf(command.party()), command, metadata);
    }

    /** The party as of now. */
    public Uni<Replayed<Party>> replay(TenantId tenant, PartyId party) {
        return handler.replay(tenant, streamOf(party));
    }

    /** What happened to the party's entry, oldest first. */
    Uni<List<PartyEvent>> history(TenantId tenant, PartyId party) {
        return handler.history(tenant, streamOf(party))
                .map(told -> told.stream().map(RecordedEvent::event).toList());
    }

    /** What the records say of each of those, one query each. */
    public Uni<Map<PartyId, Party>> all(TenantId tenant, Collection<PartyId> parties) {
        Uni<Map<PartyId, Party>> found = Uni.createFrom().item(HashMap::new);
        for (PartyId party : parties) {
            found =
                    found.flatMap(
                            known ->
                                    replay(tenant, party)
                                            .invoke(one -> known.put(party, one.state()))
                                            .replaceWith(known));
        }
        return found;
    }

    private static StreamId streamOf(PartyId party) {
        return new StreamId(CATEGORY, party.value());
    }
}
