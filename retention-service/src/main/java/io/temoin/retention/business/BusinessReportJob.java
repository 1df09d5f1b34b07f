// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.EventInbox;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.feed.FeedEvent;
import io.temoin.eventsourcing.feed.FeedHandler;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.report.CallBusinessStream;
import io.temoin.retention.report.CallItemStore;
import io.temoin.retention.report.ContractStream;
import io.temoin.retention.report.PersonBusinessStream;
import io.temoin.retention.report.ReportTargetStore;
import io.temoin.retention.report.domain.BusinessEventReported;
import io.temoin.retention.report.domain.ContractEvent;
import io.temoin.retention.report.domain.PersonEventReported;
import io.temoin.retention.schedule.ReportNoting;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notes reports with everything that they concern, whatever became of the request or the process
 * that recorded them. Each report is looked at after it is committed and at least once; most find
 * that all is done. What is cut off is done again from the checkpoint, and noting a report twice
 * changes nothing.
 */
@Singleton
class BusinessReportJob implements FeedHandler {

    static final String READER = "business-reports";

    private static final Logger LOG = Logger.getLogger(BusinessReportJob.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Feeds feeds;
    private final ReportProgressStore progress;
    private final ReportTargetStore targets;
    private final CallItemStore callItems;
    private final ReportNoting noting;
    private final Clock clock;
    private final Counter failed;
    private final EventCodec<BusinessEventReported> ofCalls;
    private final EventCodec<ContractEvent> ofContracts;
    private final EventCodec<PersonEventReported> ofPersons;

    BusinessReportJob(
            Feeds feeds,
            ReportProgressStore progress,
            ReportTargetStore targets,
            CallItemStore callItems,
            ReportNoting noting,
            ShreddableKeys keys,
            Clock clock,
            MeterRegistry metrics) {
        this.feeds = feeds;
        this.progress = progress;
        this.targets = targets;
        this.callItems = callItems;
        this.noting = noting;
        this.clock = clock;
        // There from the start, with 0: an alert on what is missing never fires.
        this.failed = metrics.counter("temoin.reports.failed");
        this.ofCalls = CallBusinessStream.codec(keys);
        this.ofContracts = ContractStream.codec(keys);
        this.ofPersons = PersonBusinessStream.codec(keys);
    }

    void start(@Observes StartupEvent event) {
        feeds.start(READER, this);
    }

    @Override
    public Set<String> types() {
        Set<String> types = new HashSet<>();
        Stream.of(ofCalls, ofContracts, ofPersons)
                .forEach(codec -> types.addAll(codec.versions().keySet()));
        return types;
    }

    @Override
    public CompletionStage<@Nullable Void> handle(List<FeedEvent> batch, FeedPosition upTo) {
        Set<String> own = types();
        for (FeedEvent next : batch) {
            if (own.contains(next.event().type())) {
                noteWithAll(next.event());
            }
        }
        await(progress.reached(upTo));
        return CompletableFuture.completedFuture(null);
    }

    private void noteWithAll(StoredEvent event) {
        TenantId tenant = event.metadata().tenant();
        for (UUID recording : await(concerned(tenant, event))) {
            note(tenant, recording, event);
        }
    }

    /** One recording that fails must not keep the others, nor the reports behind this one. */
    private void note(TenantId tenant, UUID recording, StoredEvent event) {
        try {
            await(
                    noting.catchUp(
                                    tenant,
                                    recording,
                                    Holds.UNKNOWN,
                                    clock.instant().truncatedTo(ChronoUnit.MICROS))
                            .replaceWithVoid());
        } catch (RuntimeException failure) {
            if (EventInbox.infrastructure(failure)) {
                throw failure;
            }
            failed.increment();
            LOG.errorf(
                    failure,
                    "report %s could not be noted with recording %s; it is tried again before the"
                            + " recording is destroyed",
                    event.id(),
                    recording);
        }
    }

    private Uni<List<UUID>> concerned(TenantId tenant, StoredEvent event) {
        if (ofCalls.versions().containsKey(event.type())) {
            return ofCalls.decodeAll(List.of(event))
                    .map(decoded -> decoded.getFirst().event())
                    .chain(it -> callItems.find(tenant, it.decision(), it.controller()));
        }
        if (ofContracts.versions().containsKey(event.type())) {
            return ofContracts
                    .decodeAll(List.of(event))
                    .map(decoded -> decoded.getFirst().event())
                    .chain(it -> targets.ofContract(tenant, it.controller(), it.contract()));
        }
        return ofPersons
                .decodeAll(List.of(event))
                .map(decoded -> decoded.getFirst().event())
                .chain(it -> targets.ofPerson(tenant, it.controller(), it.subject()));
    }

    /** The feed's thread is there to wait. */
    private static <T> T await(Uni<T> work) {
        return work.await().atMost(LIMIT);
    }
}
