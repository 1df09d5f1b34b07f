// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import io.temoin.retention.rights.domain.ErasureGround;
import io.temoin.retention.rights.domain.Intake;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of the erasure of one person at one controller. */
public sealed interface ErasureCommand {

    /**
     * A person of the controller has decided it.
     *
     * @param request the request that it answers
     * @param way by which the person asked
     * @param askedAt when
     * @param ground why the data have to go
     * @param erasing what will be destroyed
     * @param kept what stays, and why
     */
    record BeginErasure(
            UUID request,
            String controller,
            String subject,
            Intake.Way way,
            Instant askedAt,
            ErasureGround ground,
            List<ErasedItems> erasing,
            List<KeptItems> kept,
            Instant now)
            implements ErasureCommand {
        public BeginErasure {
            erasing = List.copyOf(erasing);
            kept = List.copyOf(kept);
        }
    }

    /**
     * All owners have confirmed; only now may the trail forget.
     *
     * @param erased what they destroyed
     * @param kept what is left after all: a hold may have come meanwhile
     */
    record NoteOwnersDone(List<ErasedItems> erased, List<KeptItems> kept, Instant now)
            implements ErasureCommand {
        public NoteOwnersDone {
            erased = List.copyOf(erased);
            kept = List.copyOf(kept);
        }
    }

    /**
     * audit-service has answered.
     *
     * @param until when the last entry goes, if they are left to their period
     */
    record NoteTrail(TrailOutcome outcome, @Nullable LocalDate until, Instant now)
            implements ErasureCommand {}
}
