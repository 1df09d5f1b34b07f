// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.notice.Notices;
import io.temoin.consent.notice.domain.NoticeVersion;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ControllerFacts;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * What is said before a call is recorded: every announcement that a decision has named, kept for as
 * long as decisions are.
 */
@Singleton
public class Announcements {

    private final CallLaws laws;
    private final Notices notices;

    Announcements(CallLaws laws, Notices notices) {
        this.laws = laws;
        this.notices = notices;
    }

    /**
     * The announcement that a decision names: the controller's own, of a duty to record, or of the
     * call's own rules; none when nothing is recorded.
     */
    public Uni<Optional<Announcement>> find(TenantId tenant, CallDecided decided) {
        RecordingPermission recording = decided.recording();
        if (recording == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        String id = recording.announcement();
        return NoticeVersion.isOf(decided.controller(), id)
                ? own(tenant, decided.controller(), id)
                : Uni.createFrom().item(Optional.of(ofLaw(decided, recording)));
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

    /** By the name the controller had then: a text that was heard does not change. */
    private Announcement ofLaw(CallDecided decided, RecordingPermission recording) {
        ControllerFacts facts = decided.circumstances().lookups().controllerFacts();
        return laws.announcement(recording.announcement())
                .spokenBy(
                        facts == null ? decided.controller().value() : facts.legalName(),
                        recording.purposes());
    }
}
