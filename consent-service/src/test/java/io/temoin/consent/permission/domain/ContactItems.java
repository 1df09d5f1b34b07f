// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;

import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Items of one contact that may go, or not. */
final class ContactItems {

    private ContactItems() {}

    static ConsentExpired expired(ConsentGiven given) {
        return new ConsentExpired(
                given.consent(),
                RHONE,
                SUBJECT,
                given.purposes(),
                given.validUntil(),
                given.validUntil());
    }

    static SelfServiceLinkIssued link(Instant at) {
        return new SelfServiceLinkIssued(
                new UUID(at.toEpochMilli(), 1),
                RHONE,
                SUBJECT,
                List.of(LinkScope.VIEW),
                RHONE,
                null,
                at.plus(Duration.ofDays(3)),
                at);
    }

    static PreferencesStated said(int second, @Nullable String brand, PreferenceValue wish) {
        Instant at = NOW.minus(Duration.ofDays(300)).plusSeconds(second);
        return new PreferencesStated(
                new UUID(second, 7),
                RHONE,
                SUBJECT,
                Channel.VOICE,
                VOIX,
                List.of(Wishes.choice(brand, wish)),
                null,
                null,
                at,
                at);
    }
}
