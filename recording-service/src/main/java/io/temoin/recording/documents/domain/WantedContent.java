// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.recording.lifecycle.domain.RectificationRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which content of a document somebody asks to read.
 *
 * @param version how many rectifications it includes: 0 for the one that was added; absent for the
 *     one that is shown to everybody
 * @param opens whether it is there and opens
 * @param contested the open request for rectification that the reader names as the reason; absent
 *     when none is named
 */
public record WantedContent(
        @Nullable Integer version, boolean opens, @Nullable RectificationRequest contested) {

    /** The one that is shown to everybody. */
    public static WantedContent shown(boolean opens) {
        return new WantedContent(null, opens, null);
    }
}
