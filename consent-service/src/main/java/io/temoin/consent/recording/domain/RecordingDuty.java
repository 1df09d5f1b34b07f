// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import static java.util.Objects.requireNonNull;

import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.Sector;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The law orders calls of some sectors to be recorded. What the controller records such a call for
 * besides lives by its own rule, provided that the person is told of it.
 *
 * @param sectors what is offered in such calls
 * @param keeping what the recording is for, and how long it is kept for each
 * @param announcement what is said before; that a refusal ends the call is part of it
 * @param source the text that orders it
 * @param beside what is said in place of the announcement when the call is recorded for purposes of
 *     the controller as well; absent when there is no such text, and then it is not
 */
public record RecordingDuty(
        Set<Sector> sectors,
        List<RetentionPreview> keeping,
        Announcement announcement,
        String source,
        @Nullable Announcement beside) {

    /** One that is recorded for nothing else. */
    public RecordingDuty(
            Set<Sector> sectors,
            List<RetentionPreview> keeping,
            Announcement announcement,
            String source) {
        this(sectors, keeping, announcement, source, null);
    }

    /** Whether that is one of its announcements: alone, or with purposes of the controller. */
    boolean announces(String id) {
        return announcement.makes(id) || (beside != null && beside.makes(id));
    }

    /** Nothing may be missing: data comes from files. */
    public RecordingDuty {
        sectors = Set.copyOf(requireNonNull(sectors, "sectors"));
        keeping = List.copyOf(requireNonNull(keeping, "keeping"));
        requireNonNull(announcement, "announcement")
                .mustSpeakOf(keeping.stream().map(RetentionPreview::purpose).toList());
        requireNonNull(source, "source");
        if (beside != null) {
            beside.mustSpeakOf(List.of());
            if (beside.phrases().isEmpty()) {
                throw new IllegalArgumentException(
                        beside.id() + " names no purpose of the controller");
            }
        }
        if (sectors.isEmpty() || keeping.isEmpty()) {
            throw new IllegalArgumentException("a duty to record is for a sector and a purpose");
        }
    }
}
