// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.temoin.audit.export.ExportRow.State;
import io.temoin.audit.export.domain.ExportEvent;
import io.temoin.audit.export.domain.ExportEvent.ExportCancelled;
import io.temoin.audit.export.domain.ExportEvent.ExportCompleted;
import io.temoin.audit.export.domain.ExportEvent.ExportDeleted;
import io.temoin.audit.export.domain.ExportEvent.ExportDelivered;
import io.temoin.audit.export.domain.ExportEvent.ExportDeliveryFailed;
import io.temoin.audit.export.domain.ExportEvent.ExportDeliveryRequested;
import io.temoin.audit.export.domain.ExportEvent.ExportDownloaded;
import io.temoin.audit.export.domain.ExportEvent.ExportFailed;
import io.temoin.audit.export.domain.ExportEvent.ExportRequested;
import io.temoin.audit.export.domain.ExportEvent.ExportWithdrawn;
import io.temoin.eventsourcing.store.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an export went before its time, as it is on record.
 *
 * @param by the actor of that event
 */
record Removal(State state, String by, Instant at) {

    /** The removal that a stream tells of, if it tells of one. */
    static Optional<Removal> in(List<RecordedEvent<ExportEvent>> history) {
        return history.stream().flatMap(Removal::of).findFirst();
    }

    private static Stream<Removal> of(RecordedEvent<ExportEvent> recorded) {
        return switch (recorded.event()) {
            case ExportCancelled _ -> Stream.of(of(State.CANCELLED, recorded));
            case ExportDeleted _ -> Stream.of(of(State.DELETED, recorded));
            case ExportWithdrawn _ -> Stream.of(of(State.WITHDRAWN, recorded));
            case ExportRequested _,
                    ExportCompleted _,
                    ExportFailed _,
                    ExportDownloaded _,
                    ExportDeliveryRequested _,
                    ExportDelivered _,
                    ExportDeliveryFailed _ ->
                    Stream.empty();
        };
    }

    private static Removal of(State state, RecordedEvent<?> recorded) {
        return new Removal(state, recorded.metadata().actor().id(), recorded.metadata().at());
    }
}
