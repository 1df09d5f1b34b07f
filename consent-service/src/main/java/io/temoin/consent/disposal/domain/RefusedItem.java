// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item that was not destroyed, and why.
 *
 * @param neededUntil when it may be, if that is known; absent otherwise
 */
public record RefusedItem(UUID item, RefusalReason reason, @Nullable Instant neededUntil) {}
