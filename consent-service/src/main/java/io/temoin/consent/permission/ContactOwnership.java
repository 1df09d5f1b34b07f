// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.store.RecordedEvent;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose data the facts of a contact are. */
final class ContactOwnership {

    private ContactOwnership() {}

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
