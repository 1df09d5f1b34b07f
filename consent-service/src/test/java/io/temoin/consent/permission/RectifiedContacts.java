// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ConsentField;
import io.temoin.consent.permission.domain.ContactPermissionCommand;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RectifyConsent;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RestrictContact;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.CorrectedField;
import io.temoin.consent.permission.domain.RectificationRequest;
import io.temoin.consent.permission.domain.RectifiedConsent;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Puts the first consent of a contact right, as if the person had asked for it. */
public final class RectifiedContacts {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private RectifiedContacts() {}

    /** Names another subject of the calls. */
    public static void rectifyObject(
            ContactPermissionStream contacts,
            TenantId tenant,
            String ofController,
            String ofSubject,
            String object) {
        var controller = new PartyId(ofController);
        var subject = new SubjectId(ofSubject);
        var history = contacts.history(tenant, controller, subject).await().atMost(LIMIT);
        var given = (ConsentGiven) history.getFirst().event();
        UUID request = UUID.randomUUID();
        var now = CallingClock.now().truncatedTo(ChronoUnit.MICROS);
        List<ContactPermissionCommand> commands =
                List.of(
                        new RestrictContact(request, controller, subject, now, now),
                        new RectifyConsent(
                                given.consent(),
                                new ActingParty(controller, Set.of()),
                                false,
                                controller,
                                subject,
                                request,
                                new RectificationRequest(request, false, true, null),
                                new RectifiedConsent(given, List.of()),
                                List.of(new CorrectedField(ConsentField.OBJECT, object)),
                                now));
        for (var command : commands) {
            contacts.handle(
                            controller,
                            subject,
                            command,
                            new EventMetadata(
                                    tenant,
                                    Actor.service("test"),
                                    UUID.randomUUID(),
                                    null,
                                    UUID.randomUUID().toString(),
                                    null,
                                    null,
                                    now))
                    .await()
                    .atMost(LIMIT);
        }
    }
}
