// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.lifecycle.MinorRecordingList.Found;
import io.temoin.recording.lifecycle.domain.RecordingCommand.QuarantineOfMinor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Sets apart what was recorded of minors. Whichever comes first, the flag or the recording: the two
 * are looked for together, again and again, so that no order of events and no crash between them
 * leaves one out.
 */
@ApplicationScoped
class MinorQuarantines {

    static final String NAME = "recording-minors";

    private static final Logger LOG = Logger.getLogger(MinorQuarantines.class);
    private static final int AT_ONCE = 100;

    private final MinorRecordingList list;
    private final RecordingStream recordings;

    MinorQuarantines(MinorRecordingList list, RecordingStream recordings) {
        this.list = list;
        this.recordings = recordings;
    }

    /** One look. What fails is logged and found again by the next one. */
    Uni<Void> look(Instant now) {
        return list.oldest(AT_ONCE)
                .flatMap(
                        found ->
                                Multi.createFrom()
                                        .iterable(found)
                                        .onItem()
                                        .transformToUniAndConcatenate(one -> setApart(one, now))
                                        .collect()
                                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> setApart(Found found, Instant now) {
        return recordings
                .handle(
                        found.recording(),
                        new QuarantineOfMinor(found.flag(), now),
                        circumstances(found, now))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(
                        failure -> {
                            LOG.errorf(
                                    failure,
                                    "recording %s of a minor is not set apart yet",
                                    found.recording());
                            return Uni.createFrom().voidItem();
                        });
    }

    /** Part of the story of the flag: caused by the event that told of it. */
    private static EventMetadata circumstances(Found found, Instant now) {
        String identity =
                NAME + "/" + found.tenant() + "/" + found.recording() + "/" + found.flag().id();
        return new EventMetadata(
                found.tenant(),
                Actor.service(NAME),
                UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)),
                null,
                found.correlation(),
                found.cause(),
                null,
                now);
    }
}
