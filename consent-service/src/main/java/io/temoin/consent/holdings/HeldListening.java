// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was allowed to listen to a recording.
 *
 * @param role absent when the grant is not known; then organisation, reason and time of it, too
 * @param firstHeardAt when the first sound was sent; absent when none was
 */
public record HeldListening(
        UUID listening,
        UUID recording,
        String purpose,
        @Nullable String role,
        @Nullable String organisation,
        @Nullable String reason,
        @Nullable Instant grantedAt,
        @Nullable Instant firstHeardAt,
        @Nullable Instant lastHeardAt) {}
