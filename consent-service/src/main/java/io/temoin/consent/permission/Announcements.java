// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.notice.Notices;
import io.temoin.consent.notice.domain.NoticeVersion;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.RulePack.Announcement;
import io.temoin.eventsourcing.TenantId;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Every announcement a decision can name, kept for as long as decisions are. */
@Singleton
public class Announcements {

    private final RulePacks rules;
    private final RecordingLaw recordingLaw;
    private final Notices notices;

    Announcements(RulePacks rules, RecordingLaw recordingLaw, Notices notices) {
        this.rules = rules;
        this.recordingLaw = recordingLaw;
        this.notices = notices;
    }

    /**
     * The announcement that a decision names: the controller's own, of a duty to record, or of the
     * call's own rules; none when nothing is recorded.
     */
    public Uni<Optional<Announcement>> of(TenantId tenant, CallDecided decided) {
        RecordingPermission recording = decided.recording();
        if (recording == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        String id = recording.announcement();
        return NoticeVersion.isOf(decided.controller(), id)
                ? own(tenant, decided.controller(), id)
                : Uni.createFrom().item(Optional.of(ofLaw(id)));
    }

    private Uni<Optional<Announcement>> own(TenantId tenant, PartyId controller, String id) {
        return notices.text(tenant, controller, id)
                .invoke(
                        found -> {
                            if (found.isEmpty()) {
                                throw new IllegalStateException(
                                        "the announcement " + id + " is not kept any more");
                            }
                        });
    }

    private Announcement ofLaw(String id) {
        Announcement ordered = recordingLaw.announcement(id);
        return ordered == null ? rules.announcement(id) : ordered;
    }
}
