// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.Sector;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the caller states about a call; each is absent when the caller does not say.
 *
 * @param sector of what would be offered
 * @param callerId the number that would be displayed
 * @param grounds what the call rests on besides a consent
 * @param namedConsent the consent that the caller relies on
 * @param brand in whose name the call would be made
 */
public record StatedCall(
        @Nullable Sector sector,
        @Nullable CallerId callerId,
        @Nullable CallGrounds grounds,
        @Nullable UUID namedConsent,
        @Nullable String brand) {

    /** What would be offered, in the controller's own code; absent when the caller does not say. */
    @Nullable String offer() {
        return grounds == null ? null : grounds.offer();
    }
}
