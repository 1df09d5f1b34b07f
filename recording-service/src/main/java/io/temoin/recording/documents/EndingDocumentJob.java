// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.documents.EndingDocumentQueries.Ending;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.Document.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Destroys the documents that their recording takes along, and removes contents that a crash left.
 * Every replica looks: destroying twice destroys once.
 */
@ApplicationScoped
class EndingDocumentJob {

    private static final Logger LOG = Logger.getLogger(EndingDocumentJob.class);
    private static final String NAME = "recording-ending-documents";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int BATCH_SIZE = 100;

    /** A request that is under way for so long has been cut off long ago. */
    private static final Duration UNNAMED_AFTER = Duration.ofHours(1);

    private final EndingDocumentQueries queries;
    private final DocumentStream documents;
    private final DocumentStore store;
    private final DocumentDestruction destruction;
    private final RecordingConfig.Documents config;
    private final Clock clock;
    private final PollingScheduler polling;

    EndingDocumentJob(
            EndingDocumentQueries queries,
            DocumentStream documents,
            DocumentStore store,
            DocumentDestruction destruction,
            RecordingConfig config,
            Clock clock,
            PollingScheduler polling) {
        this.queries = queries;
        this.documents = documents;
        this.store = store;
        this.destruction = destruction;
        this.config = config.documents();
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                config.pollInterval(),
                "the search for documents whose recording was destroyed failed; it will be"
                        + " retried",
                () -> look(clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    /** One look. What cannot be destroyed is logged and found again by the next one. */
    void look(Instant now) {
        List<Ending> ending = queries.ending(BATCH_SIZE).await().atMost(PATIENCE);
        ending.forEach(one -> attempt(one, destroy(one, now)));
        List<Ending> unnamed =
                queries.unnamed(now.minus(UNNAMED_AFTER), BATCH_SIZE).await().atMost(PATIENCE);
        unnamed.forEach(one -> attempt(one, removeUnlessNamed(one)));
    }

    private static void attempt(Ending one, Uni<Void> work) {
        try {
            work.await().atMost(PATIENCE);
        } catch (RuntimeException failure) {
            LOG.warnf(
                    failure,
                    "document %s could not be destroyed; it will be retried",
                    one.document());
        }
    }

    private Uni<Void> destroy(Ending one, Instant now) {
        String basis = one.basis();
        if (basis == null) {
            return Uni.createFrom().voidItem();
        }
        String identity = NAME + "/" + one.tenant() + "/" + one.document();
        UUID id = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
        EventMetadata metadata =
                new EventMetadata(
                        one.tenant(),
                        Actor.service(NAME),
                        id,
                        null,
                        id.toString(),
                        null,
                        null,
                        now);
        return destruction.destroy(one.document(), null, basis, metadata);
    }

    /** The list may be behind: the document's own stream says which content counts. */
    private Uni<Void> removeUnlessNamed(Ending one) {
        return documents
                .state(one.tenant(), one.document())
                .flatMap(
                        state ->
                                names(state, one)
                                        ? Uni.createFrom().voidItem()
                                        : store.remove(one.tenant(), one.document(), one.sha256()));
    }

    private static boolean names(Document state, Ending one) {
        return state instanceof Kept kept && kept.has(one.sha256());
    }
}
