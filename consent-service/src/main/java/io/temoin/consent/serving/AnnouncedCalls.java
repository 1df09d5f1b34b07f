// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.Announcements;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.serving.domain.AnnouncedCall;
import io.temoin.consent.serving.domain.AnnouncedCall.Announced;
import io.temoin.eventsourcing.SubjectId;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Decisions, as far as their announcements are concerned. */
@Singleton
class AnnouncedCalls {

    private final ContactPermissionStream permissions;
    private final Announcements announcements;

    AnnouncedCalls(ContactPermissionStream permissions, Announcements announcements) {
        this.permissions = permissions;
        this.announcements = announcements;
    }

    /** A decision; none for a caller who does not act for that controller. */
    Uni<Optional<AnnouncedCall>> find(
            Caller caller, PartyId controller, SubjectId subject, UUID decision) {
        return permissions
                .decision(caller, controller, subject, decision)
                .map(found -> found.map(this::announced));
    }

    private AnnouncedCall announced(CallDecided decided) {
        RecordingPermission recording = decided.recording();
        return new AnnouncedCall(
                decided.decision(),
                decided.controller(),
                decided.processor(),
                decided.subject(),
                recording == null ? null : Announced.of(announcements.of(recording.announcement())),
                decided.at());
    }
}
