// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactReleased;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactRestricted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.RecordingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.store.RecordedEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose data the facts of a contact are. */
public final class ContactOwnership {

    private ContactOwnership() {}

    /**
     * What of a history is left for somebody: consents, decisions and calls that are theirs to see,
     * and what the person said, which binds whoever works for the controller.
     *
     * @param sight absent where nothing bounds what is shown
     */
    public static List<RecordedEvent<ContactPermissionEvent>> seen(
            List<RecordedEvent<ContactPermissionEvent>> history, @Nullable Visibility sight) {
        if (sight == null) {
            return history;
        }
        Map<UUID, CallDecided> decisions = decisions(history);
        Set<UUID> consents = consents(history, sight);
        return history.stream()
                .filter(recorded -> isSeen(recorded, decisions, consents, sight))
                .toList();
    }

    private static boolean isSeen(
            RecordedEvent<ContactPermissionEvent> recorded,
            Map<UUID, CallDecided> decisions,
            Set<UUID> consents,
            Visibility sight) {
        String author = recorded.metadata().actor().id();
        return switch (recorded.event()) {
            case ConsentGiven given -> consents.contains(given.consent());
            case ConsentRectified rectified -> consents.contains(rectified.consent());
            case CallDecided decided -> sight.sees(ofDecision(decided, author));
            case CallAttempted attempted ->
                    sight.sees(ofAttempt(attempted, decisions.get(attempted.decision()), author));
            case ConsentExpired _,
                    ConsentRefused _,
                    ConsentWithdrawn _,
                    ContactReleased _,
                    ContactRestricted _,
                    MarketingObjectionRecorded _,
                    MinorFlagged _,
                    PreferencesStated _,
                    RecordingObjectionRecorded _,
                    SelfServiceLinkIssued _ ->
                    true;
        };
    }

    private static Set<UUID> consents(
            List<RecordedEvent<ContactPermissionEvent>> history, Visibility sight) {
        Set<UUID> seen = new HashSet<>();
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof ConsentGiven given && sight.sees(ofConsent(recorded))) {
                seen.add(given.consent());
            }
        }
        return seen;
    }

    private static Map<UUID, CallDecided> decisions(
            List<RecordedEvent<ContactPermissionEvent>> history) {
        Map<UUID, CallDecided> decisions = new HashMap<>();
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof CallDecided decided) {
                decisions.put(decided.decision(), decided);
            }
        }
        return decisions;
    }

    /**
     * A report of a call: of who reported it, in the campaign of its decision.
     *
     * @param decided absent where nobody was asked before the call
     */
    private static Ownership ofAttempt(
            CallAttempted attempted, @Nullable CallDecided decided, String author) {
        return Ownership.ofCall(
                attempted.controller().value(),
                attempted.processor().value(),
                attempted.purpose().name(),
                decided == null ? null : decided.campaign(),
                author);
    }

    /**
     * A consent: of who collected it, and of who may call on it.
     *
     * @param recorded a {@link ConsentGiven}
     */
    public static Ownership ofConsent(RecordedEvent<ContactPermissionEvent> recorded) {
        ConsentGiven given = (ConsentGiven) recorded.event();
        return Ownership.of(
                given.controller().value(),
                Stream.of(given.processor(), given.collectedBy())
                        .filter(Objects::nonNull)
                        .map(PartyId::value)
                        .collect(Collectors.toSet()),
                given.purposes().stream().map(Purpose::name).collect(Collectors.toSet()),
                recorded.metadata().actor().id());
    }

    /**
     * A decision, or something that belongs to its call: of who asked for it, in its campaign.
     *
     * @param author who did what is asked for
     */
    public static Ownership ofDecision(CallDecided decided, String author) {
        return Ownership.ofCall(
                decided.controller().value(),
                decided.processor().value(),
                decided.purpose().name(),
                decided.campaign(),
                author);
    }
}
