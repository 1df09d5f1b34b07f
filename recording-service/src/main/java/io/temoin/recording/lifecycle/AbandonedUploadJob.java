// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.lifecycle.AbandonedUploadQueries.Abandoned;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.RecordingCommand.AbandonUpload;
import io.temoin.recording.vault.AudioVault;
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
 * Erases what was announced and never arrived: a recording that has no audio after a day never
 * will, and keeping its registration serves no purpose (GDPR art. 5(1)(c)). And removes the bytes
 * of uploads that ended with their process.
 */
@ApplicationScoped
public class AbandonedUploadJob {

    private static final Logger LOG = Logger.getLogger(AbandonedUploadJob.class);
    private static final String NAME = "recording-abandoned-uploads";
    private static final Erasure.Order ABANDONED = new Erasure.Order(null, "UPLOAD_ABANDONED");
    private static final Erasure.Order BARRED = new Erasure.Order(null, "UPLOAD_BARRED");
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int BATCH_SIZE = 100;

    private final AbandonedUploadQueries abandoned;
    private final RecordingStream recordings;
    private final Erasure erasure;
    private final AudioVault vault;
    private final RecordingConfig.Upload config;
    private final Clock clock;
    private final PollingScheduler polling;

    AbandonedUploadJob(
            AbandonedUploadQueries abandoned,
            RecordingStream recordings,
            Erasure erasure,
            AudioVault vault,
            RecordingConfig config,
            Clock clock,
            PollingScheduler polling) {
        this.abandoned = abandoned;
        this.recordings = recordings;
        this.erasure = erasure;
        this.vault = vault;
        this.config = config.upload();
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                config.pollInterval(),
                "the search for abandoned uploads failed; it will be retried",
                () -> look(clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    /** One look. What cannot be erased is logged and found again by the next one. */
    void look(Instant now) {
        Instant before = now.minus(config.abandonedAfter());
        List<Abandoned> found = abandoned.oldest(before, BATCH_SIZE).await().atMost(PATIENCE);
        found.forEach(one -> erase(one, now));
        removeUnfinished();
    }

    private void removeUnfinished() {
        int removed = vault.removeUnfinished();
        if (removed > 0) {
            LOG.infof("%d files of uploads that were interrupted have been removed", removed);
        }
    }

    private void erase(Abandoned one, Instant now) {
        try {
            bar(one, now).flatMap(state -> erase(one, state, now)).await().atMost(PATIENCE);
        } catch (RuntimeException failure) {
            LOG.warnf(
                    failure,
                    "abandoned upload %s could not be erased; it will be retried",
                    one.recording());
        }
    }

    /** The list may be behind: the recording's own stream decides, and before the key goes. */
    private Uni<Recording> bar(Abandoned one, Instant now) {
        return recordings
                .handle(one.recording(), new AbandonUpload(now), metadata(one, "/bar", now))
                .map(CommandOutcome::state);
    }

    private Uni<Void> erase(Abandoned one, Recording state, Instant now) {
        if (!(state instanceof Barred barred)) {
            return Uni.createFrom().voidItem();
        }
        Erasure.Order order = barred.because() == null ? ABANDONED : BARRED;
        return erasure.erase(one.recording(), order, metadata(one, "", now));
    }

    private static EventMetadata metadata(Abandoned one, String step, Instant now) {
        String identity = NAME + "/" + one.tenant() + "/" + one.recording();
        UUID correlation = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
        UUID command = UUID.nameUUIDFromBytes((identity + step).getBytes(StandardCharsets.UTF_8));
        return new EventMetadata(
                one.tenant(),
                Actor.service(NAME),
                command,
                null,
                correlation.toString(),
                null,
                null,
                now);
    }
}
