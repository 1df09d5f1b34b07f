// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.EventMetadata;
import java.util.Set;

/** Notes what recording-service says that does not concern the end of a recording. */
public interface RecordingNews {

    /** Names of the events among which are those that it notes. */
    Set<String> types();

    /** Whether it notes such an event. */
    boolean takes(ReceivedEvent event);

    /**
     * Notes an event; noting it again changes nothing.
     *
     * @param metadata of the command that the event causes
     */
    Uni<Void> note(ReceivedEvent event, EventMetadata metadata);
}
