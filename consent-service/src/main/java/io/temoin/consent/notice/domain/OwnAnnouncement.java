// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.recording.domain.RecordingTerms;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A controller's announcement that could be heard in a call, kept with the decision.
 *
 * @param id of one text in one language for ever
 * @param purposes of recording that it tells of
 * @param fulfils announcements of the law that it may take the place of, where a law orders the
 *     recording
 */
public record OwnAnnouncement(String id, List<Purpose> purposes, List<String> fulfils) {

    public OwnAnnouncement {
        purposes = List.copyOf(purposes);
        fulfils = List.copyOf(fulfils);
    }

    /**
     * The permission with the first of these announcements that tells of everything the recording
     * is for; unchanged when there is none. It says nothing else: an announcement permits nothing.
     *
     * @param own absent or empty where the controller has none
     * @param terms of recording, which tell the announcements of a duty
     */
    public static @Nullable RecordingPermission announced(
            @Nullable RecordingPermission permission,
            @Nullable List<OwnAnnouncement> own,
            RecordingTerms terms) {
        if (permission == null || own == null) {
            return permission;
        }
        for (OwnAnnouncement one : own) {
            if (one.covers(permission, terms)) {
                return permission.announcedBy(one.id());
            }
        }
        return permission;
    }

    private boolean covers(RecordingPermission permission, RecordingTerms terms) {
        return purposes.containsAll(permission.purposes())
                && (permission.mode() != RecordingMode.MANDATORY
                        || fulfils(permission.announcement(), terms));
    }

    /** A duty is fulfilled by any of its announcements: its purposes are told of apart. */
    private boolean fulfils(String ordered, RecordingTerms terms) {
        return fulfils.contains(ordered)
                || fulfils.stream().anyMatch(named -> terms.areOfOneDuty(named, ordered));
    }
}
