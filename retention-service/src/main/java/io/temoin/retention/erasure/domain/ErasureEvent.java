// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import io.temoin.retention.rights.domain.ErasureGround;
import io.temoin.retention.rights.domain.Intake;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an erasure. Every one names the request, the controller and the person's pseudonym.
 */
public sealed interface ErasureEvent {

    UUID request();

    String controller();

    String subject();

    /**
     * It is decided what goes and what stays; from now on the owners destroy. consent-service reads
     * this: whoever asks for erasure does not ask to be called again.
     *
     * @param way by which the person asked
     * @param askedAt when
     */
    record ErasureBegun(
            UUID request,
            String controller,
            String subject,
            Intake.Way way,
            Instant askedAt,
            ErasureGround ground,
            List<ErasedItems> erasing,
            List<KeptItems> kept,
            Instant begunAt)
            implements ErasureEvent {
        public ErasureBegun {
            erasing = List.copyOf(erasing);
            kept = List.copyOf(kept);
        }
    }

    /**
     * All owners have confirmed, so the trail may forget the person. audit-service reads this.
     *
     * @param erased what was destroyed
     * @param kept what stays, and why
     */
    record TrailErasureRequested(
            UUID request,
            String controller,
            String subject,
            ErasureGround ground,
            List<ErasedItems> erased,
            List<KeptItems> kept,
            Instant requestedAt)
            implements ErasureEvent {
        public TrailErasureRequested {
            erased = List.copyOf(erased);
            kept = List.copyOf(kept);
        }
    }

    /**
     * The person is erased, but for what is kept.
     *
     * @param trailUntil when the last entry of the trail goes, if these are left to their period
     */
    record ErasureCompleted(
            UUID request,
            String controller,
            String subject,
            List<ErasedItems> erased,
            List<KeptItems> kept,
            TrailOutcome trail,
            @Nullable LocalDate trailUntil,
            Instant completedAt)
            implements ErasureEvent {
        public ErasureCompleted {
            erased = List.copyOf(erased);
            kept = List.copyOf(kept);
        }
    }
}
