// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.eventsourcing.SubjectId;
import io.temoin.recording.lifecycle.domain.OptOut.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The call behind a recording: whose it is, what it rests on, what it may be used for.
 *
 * @param callPurpose why the person was called
 * @param onRefusal what follows when the person refuses the recording in the call
 */
public record RecordedCall(
        PartyId controller,
        PartyId processor,
        SubjectId subject,
        UUID decision,
        @Nullable UUID consent,
        PurposeCode callPurpose,
        OnRefusal onRefusal,
        List<PurposeCode> purposes,
        List<RetentionPreview> retention,
        Instant startedAt,
        Instant endedAt) {

    public RecordedCall {
        purposes = List.copyOf(purposes);
        retention = List.copyOf(retention);
    }

    /**
     * Whether the recording may still be used for {@code purpose}. A purpose that ends takes the
     * access under it along at once, even when the bytes stay for another one.
     */
    boolean serves(PurposeCode purpose, Set<PurposeCode> fulfilled, Instant now) {
        return purposes.contains(purpose)
                && !fulfilled.contains(purpose)
                && retention.stream()
                        .filter(preview -> preview.purpose().equals(purpose))
                        .noneMatch(preview -> preview.isOver(endedAt, now));
    }

    /** Whether a law orders the recording kept, whatever the person says (GDPR art. 17(3)(b)). */
    boolean keptByLaw() {
        return retention.stream().anyMatch(RetentionPreview::keptByLaw);
    }

    /** What becomes of the part recorded so far when the person refuses in the call. */
    public Segment segmentOnRefusal() {
        return keptByLaw() ? Segment.KEPT_BY_LAW : Segment.DELETED;
    }
}
