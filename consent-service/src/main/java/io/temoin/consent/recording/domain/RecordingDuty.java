// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import static java.util.Objects.requireNonNull;

import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.Sector;
import java.util.List;
import java.util.Set;

/**
 * The law orders calls of some sectors to be recorded. Such a recording serves nothing else: its
 * announcement tells of nothing else, and few may listen to it.
 *
 * @param sectors what is offered in such calls
 * @param keeping what the recording is for, and how long it is kept for each
 * @param announcement what is said before; that a refusal ends the call is part of it
 * @param source the text that orders it
 */
public record RecordingDuty(
        Set<Sector> sectors,
        List<RetentionPreview> keeping,
        Announcement announcement,
        String source) {

    /** Nothing may be missing: data comes from files. */
    public RecordingDuty {
        sectors = Set.copyOf(requireNonNull(sectors, "sectors"));
        keeping = List.copyOf(requireNonNull(keeping, "keeping"));
        requireNonNull(announcement, "announcement")
                .mustSpeakOf(keeping.stream().map(RetentionPreview::purpose).toList());
        requireNonNull(source, "source");
        if (sectors.isEmpty() || keeping.isEmpty()) {
            throw new IllegalArgumentException("a duty to record is for a sector and a purpose");
        }
    }
}
