// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of one purpose of one controller. No personal data. */
public sealed interface PurposeEvent {

    /**
     * The controller said that it wants to process for this purpose. Nothing may start yet.
     *
     * @param catalogue version of the catalogue it was declared from
     * @param hash of the terms, as revision 1
     */
    record PurposeDeclared(
            PartyId controller,
            PurposeCode purpose,
            String catalogue,
            int revision,
            PurposeTerms terms,
            String hash,
            Instant at)
            implements PurposeEvent {}

    /**
     * Processing for this purpose may start.
     *
     * @param revision the terms it starts with
     */
    record PurposeActivated(
            PartyId controller,
            PurposeCode purpose,
            int revision,
            ActivationGrounds grounds,
            String hash,
            Instant at)
            implements PurposeEvent {}

    /**
     * The terms changed; what was processed under the ones before stays under them.
     *
     * @param hash of the terms, chained to {@code before}
     * @param before hash of the revision before
     */
    record PurposeRevised(
            PartyId controller,
            PurposeCode purpose,
            String catalogue,
            int revision,
            PurposeTerms terms,
            String hash,
            String before,
            Instant at)
            implements PurposeEvent {}

    /**
     * Nothing is processed for this purpose any more.
     *
     * @param reason a code of the controller's own; absent when it gave none
     */
    record PurposeRetired(
            PartyId controller,
            PurposeCode purpose,
            int revision,
            @Nullable String reason,
            Instant at)
            implements PurposeEvent {}
}
