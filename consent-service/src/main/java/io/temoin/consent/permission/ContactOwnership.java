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
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.RecordingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.store.RecordedEvent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
        return sight == null
                ? history
                : history.stream().filter(recorded -> isSeen(recorded, sight)).toList();
    }

    private static boolean isSeen(
            RecordedEvent<ContactPermissionEvent> recorded, Visibility sight) {
        String author = recorded.metadata().actor().id();
        return switch (recorded.event()) {
            case ConsentGiven _ -> sight.sees(ofConsent(recorded));
            case CallDecided decided -> sight.sees(ofDecision(decided, author));
            case CallAttempted attempted -> sight.sees(ofAttempt(attempted, author));
            case ConsentExpired _,
                    ConsentRefused _,
                    ConsentWithdrawn _,
                    MarketingObjectionRecorded _,
                    MinorFlagged _,
                    PreferencesStated _,
                    RecordingObjectionRecorded _,
                    SelfServiceLinkIssued _ ->
                    true;
        };
    }

    private static Ownership ofAttempt(CallAttempted attempted, String author) {
        return Ownership.of(
                attempted.controller().value(),
                Set.of(attempted.processor().value()),
                Set.of(attempted.purpose().name()),
                author);
    }

    /**
     * A consent: of who collected it, and of who may call on it.
     *
     * @param recorded a {@link ConsentGiven}
     */
    static Ownership ofConsent(RecordedEvent<ContactPermissionEvent> recorded) {
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

    /** A decision: of who asked for it. */
    static Ownership ofDecision(CallDecided decided, String author) {
        return Ownership.ofCall(
                decided.controller().value(),
                decided.processor().value(),
                decided.purpose().name(),
                decided.campaign(),
                author);
    }
}
