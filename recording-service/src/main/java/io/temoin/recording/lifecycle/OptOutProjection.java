// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.RecordingOptedOut;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * Notes each opt-out among the acts of its person, where {@link SubjectActs} finds it again: what a
 * crash right after the opt-out left undone is done by the next look.
 */
@ApplicationScoped
public class OptOutProjection {

    private static final String READER = "call-opt-outs";
    private static final Set<String> TYPES = Set.of("RecordingOptedOut");

    private static final String KEEP =
            """
            insert into subject_act
              (tenant, controller, subject, act, kind, decision, stated_at, cause, correlation)
            values (:tenant, :controller, :subject, :act, :kind, :decision, :statedAt, :cause,
              :correlation)
            on conflict (tenant, act) do nothing""";

    private final Feeds feeds;
    private final CallOptOutStream optOuts;

    OptOutProjection(Feeds feeds, CallOptOutStream optOuts) {
        this.feeds = feeds;
        this.optOuts = optOuts;
    }

    void start(@Observes StartupEvent event) {
        feeds.project(READER, TYPES, this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        List<StoredEvent> ours = events.stream().filter(CallOptOutStream::holds).toList();
        return optOuts.decode(ours)
                .chain(
                        decoded ->
                                Multi.createFrom()
                                        .iterable(decoded)
                                        .onItem()
                                        .transformToUniAndConcatenate(one -> keep(tenant, one))
                                        .collect()
                                        .last())
                .replaceWithVoid();
    }

    private static Uni<Integer> keep(TenantId tenant, RecordedEvent<RecordingOptedOut> recorded) {
        RecordingOptedOut said = recorded.event();
        return Panache.getSession()
                .chain(
                        session ->
                                session.createNativeQuery(KEEP)
                                        .setParameter("tenant", tenant.value())
                                        .setParameter("controller", said.controller().value())
                                        .setParameter("subject", said.subject().value())
                                        .setParameter("act", said.optOut())
                                        .setParameter("kind", QuarantineReason.OPTED_OUT.name())
                                        .setParameter("decision", said.decision())
                                        .setParameter(
                                                "statedAt", said.saidAt().atOffset(ZoneOffset.UTC))
                                        .setParameter("cause", recorded.id())
                                        .setParameter(
                                                "correlation", recorded.metadata().correlation())
                                        .executeUpdate());
    }
}
