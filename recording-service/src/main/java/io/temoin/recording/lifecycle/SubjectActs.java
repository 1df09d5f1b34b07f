// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.lifecycle.ConcernedRecordingQueries.Concerned;
import io.temoin.recording.lifecycle.ConcernedRecordingQueries.Cursor;
import io.temoin.recording.lifecycle.SubjectActStore.RecordedAct;
import io.temoin.recording.lifecycle.domain.ObjectionReach;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Ends what people's acts end of their recordings. Whichever comes first, the act or the recording:
 * the two are looked for together, again and again, so that no order of events and no crash between
 * them leaves one out.
 */
@ApplicationScoped
class SubjectActs {

    static final String NAME = "recording-subject-acts";

    private static final Logger LOG = Logger.getLogger(SubjectActs.class);
    private static final int BATCH_SIZE = 100;
    private static final int ACT_BATCH_SIZE = 10_000;

    private final ConcernedRecordingQueries queries;
    private final RecordingStream recordings;

    SubjectActs(ConcernedRecordingQueries queries, RecordingStream recordings) {
        this.queries = queries;
        this.recordings = recordings;
    }

    /**
     * Ends what the acts of one person end. What fails is logged and found by the next look at all.
     */
    Uni<Void> look(RecordedAct recordedAct, Instant now) {
        return queries.find(
                        recordedAct.tenant(),
                        recordedAct.controller(),
                        recordedAct.subject(),
                        BATCH_SIZE)
                .flatMap(found -> honourEach(found, now));
    }

    /**
     * Ends what the next acts end, and says after which to go on; empty after the last of all. What
     * fails is logged and found again by the next look.
     */
    Uni<Optional<Cursor>> look(Cursor after, Instant now) {
        return queries.after(after, ACT_BATCH_SIZE, BATCH_SIZE)
                .flatMap(found -> honourEach(found, now))
                .chain(() -> queries.end(after, ACT_BATCH_SIZE));
    }

    /** Ends what one act ends of these recordings, of which the list may not know yet. */
    Uni<Void> honour(List<Concerned> concerned, Instant now) {
        return Multi.createFrom()
                .iterable(concerned)
                .onItem()
                .transformToUniAndConcatenate(one -> honour(one, now))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> honourEach(List<Concerned> found, Instant now) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(
                        one ->
                                honour(one, now)
                                        .onFailure()
                                        .recoverWithUni(failure -> logged(one, failure)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> honour(Concerned one, Instant now) {
        return recordings
                .handle(
                        one.recording(),
                        new HonourSubjectAct(one.act(), now),
                        circumstances(one, now))
                .replaceWithVoid();
    }

    private static Uni<Void> logged(Concerned one, Throwable failure) {
        LOG.errorf(
                failure,
                "recording %s: the effect of %s %s could not be applied yet; it will be retried",
                one.recording(),
                one.act().kind(),
                one.act().id());
        return Uni.createFrom().voidItem();
    }

    /** Part of the story of the act: caused by the event that told of it. */
    private static EventMetadata circumstances(Concerned one, Instant now) {
        return new EventMetadata(
                one.tenant(),
                Actor.service(NAME),
                command(one.tenant(), one.recording(), one.act()),
                null,
                one.correlation(),
                one.cause(),
                null,
                now);
    }

    /** An objection ends something when it is stated, and more when it is upheld. */
    private static UUID command(TenantId tenant, RecordingId recording, SubjectAct act) {
        ObjectionReach reach = act.objection();
        String identity =
                NAME
                        + "/"
                        + tenant
                        + "/"
                        + recording
                        + "/"
                        + act.id()
                        + (reach == null ? "" : "/" + reach.stage());
        return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    }
}
