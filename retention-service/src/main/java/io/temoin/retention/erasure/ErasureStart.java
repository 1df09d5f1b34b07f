// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.erasure.domain.ErasureCommand.BeginErasure;
import io.temoin.retention.erasure.domain.ErasureEvent;
import io.temoin.retention.erasure.domain.ErasureSummary;
import io.temoin.retention.rights.domain.ErasureGround;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Begins the erasure that was decided with a request: at once, or by the job if the process died in
 * between. Whoever comes first does it, and it is done once.
 */
@ApplicationScoped
class ErasureStart {

    private final ErasureStream erasures;

    ErasureStart(ErasureStream erasures) {
        this.erasures = erasures;
    }

    /**
     * Begins it, unless it has begun.
     *
     * @param summary what goes and what stays as of now
     * @param cause who begins it, and when
     */
    Uni<CommandOutcome<Erasure, ErasureEvent>> begin(
            RequestOpened opened,
            ErasureGround ground,
            ErasureSummary summary,
            EventMetadata cause) {
        return erasures.handle(
                opened.request(),
                new BeginErasure(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        opened.intake().way(),
                        opened.intake().receivedAt(),
                        ground,
                        summary.going(),
                        summary.kept(),
                        cause.at()),
                ofErasure(opened.request(), cause));
    }

    /** The command that decided it has its id; this one is the same for the same erasure. */
    private static EventMetadata ofErasure(UUID request, EventMetadata cause) {
        UUID command =
                Commands.idOf(
                        Sha256.of(
                                "begin-erasure\n%s\n%s"
                                        .formatted(cause.tenant().value(), request)));
        return new EventMetadata(
                cause.tenant(),
                cause.actor(),
                command,
                null,
                cause.correlation(),
                cause.causation(),
                cause.traceparent(),
                cause.at());
    }
}
