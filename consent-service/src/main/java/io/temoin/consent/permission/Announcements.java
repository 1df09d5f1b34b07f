// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.agreement.PartyProfiles;
import io.temoin.consent.notice.Notices;
import io.temoin.consent.notice.domain.NoticeVersion;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ControllerFacts;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.eventsourcing.TenantId;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is said before a call is recorded: what a decision could name, and every announcement that
 * one has named, kept for as long as decisions are.
 */
@Singleton
public class Announcements {

    private final RulePacks rules;
    private final RecordingLaw recordingLaw;
    private final Notices notices;
    private final PartyProfiles profiles;

    Announcements(
            RulePacks rules, RecordingLaw recordingLaw, Notices notices, PartyProfiles profiles) {
        this.rules = rules;
        this.recordingLaw = recordingLaw;
        this.notices = notices;
        this.profiles = profiles;
    }

    /**
     * The question with what could be heard in the call, the controller's own announcements, and
     * with what the register says of the controller.
     *
     * @param language in which the person is to be spoken to (BCP 47); absent when nobody says
     */
    Uni<DecideCall> prepared(DecideCall call, @Nullable String language, TenantId tenant) {
        return notices.announcements(
                        tenant,
                        call.controller(),
                        language,
                        call.circumstances().place().jurisdictions(),
                        call.now())
                .map(call::announcedBy)
                .flatMap(
                        announced ->
                                profiles.find(tenant, call.controller())
                                        .map(known -> announced.askedFor(known.orElse(null))));
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
        String id = recording.announcement();
        Announcement ordered = recordingLaw.announcement(id);
        Announcement law = ordered == null ? rules.announcement(id) : ordered;
        ControllerFacts facts = decided.circumstances().controllerFacts();
        return law.spokenBy(
                facts == null ? decided.controller().value() : facts.legalName(),
                recording.purposes());
    }
}
