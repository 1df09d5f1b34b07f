// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.notice.domain.OwnAnnouncement;
import io.temoin.consent.rules.domain.Purpose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether and how an allowed call is recorded, besides the law.
 *
 * @param agentPlace ISO 3166 code of the place of the agent or the recorder; absent when nobody
 *     said
 * @param announcements the controller's own that could be played, the best match first; absent
 *     where it has none
 * @param sampled purposes of recording that the call was drawn for
 * @param planned the controller's purposes of recording; absent when it has declared none
 */
public record RecordingCircumstances(
        @Nullable String agentPlace,
        @Nullable List<OwnAnnouncement> announcements,
        List<Purpose> sampled,
        @Nullable PlannedRecording planned) {

    /** Of a call that is not recorded. */
    public static final RecordingCircumstances NONE =
            new RecordingCircumstances(null, null, List.of(), null);

    public RecordingCircumstances {
        sampled = List.copyOf(sampled);
        announcements =
                announcements == null || announcements.isEmpty()
                        ? null
                        : List.copyOf(announcements);
    }
}
