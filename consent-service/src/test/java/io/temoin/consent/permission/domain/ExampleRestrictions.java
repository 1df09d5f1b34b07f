// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;

import io.temoin.consent.permission.domain.ContactPermissionCommand.ReleaseContact;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RestrictContact;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactReleased;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactRestricted;
import java.util.UUID;

/** Restrictions of a contact, asked for and lifted. */
public final class ExampleRestrictions {
    /** The request of the person that {@link #restricting} is about. */
    public static final UUID REQUEST = UUID.fromString("019a0000-0000-7000-8000-000000000004");

    private ExampleRestrictions() {}

    /** A request of the person restricts the contact. */
    public static RestrictContact restricting(UUID request) {
        return new RestrictContact(request, RHONE, SUBJECT, NOW, NOW);
    }

    public static ReleaseContact releasing(UUID request) {
        return new ReleaseContact(request, RHONE, SUBJECT, NOW, NOW);
    }

    public static ContactRestricted restricted(UUID request) {
        return new ContactRestricted(request, RHONE, SUBJECT, NOW, NOW);
    }

    public static ContactReleased released(UUID request) {
        return new ContactReleased(request, RHONE, SUBJECT, NOW, NOW);
    }
}
