// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.consent.decision.Announcements;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.serving.domain.AnnouncedCall;
import io.temoin.consent.serving.domain.AnnouncedCall.Announced;
import io.temoin.consent.serving.domain.ServingEvent;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
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
                .flatMap(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().item(Optional.empty())
                                        : announced(caller.tenant(), found.get())
                                                .map(Optional::of));
    }

    /** The decision of the call that a report is about; none for whom its token does not reach. */
    Uni<Optional<CallDecided>> decision(Caller caller, ServingEvent report) {
        return permissions.decision(
                caller, report.controller(), report.subject(), report.decision());
    }

    private Uni<AnnouncedCall> announced(TenantId tenant, CallDecided decided) {
        return announcements
                .find(tenant, decided)
                .map(
                        announcement ->
                                new AnnouncedCall(
                                        decided.decision(),
                                        decided.controller(),
                                        decided.processor(),
                                        decided.subject(),
                                        announcement.map(Announced::of).orElse(null),
                                        decided.at()));
    }
}
