// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.consent.recording.domain.RecordingPermission;
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
     */
    public static @Nullable RecordingPermission announced(
            @Nullable RecordingPermission permission, @Nullable List<OwnAnnouncement> own) {
        if (permission == null || own == null) {
            return permission;
        }
        for (OwnAnnouncement one : own) {
            if (one.covers(permission)) {
                return permission.announcedBy(one.id());
            }
        }
        return permission;
    }

    private boolean covers(RecordingPermission permission) {
        return purposes.containsAll(permission.purposes())
                && (permission.mode() != RecordingMode.MANDATORY
                        || fulfils.contains(permission.announcement()));
    }
}
