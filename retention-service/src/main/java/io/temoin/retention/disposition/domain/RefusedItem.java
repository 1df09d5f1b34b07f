// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import io.temoin.retention.register.domain.RefusalReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item that its owner did not destroy.
 *
 * @param neededUntil when its owner lets it go; absent if it did not say
 */
public record RefusedItem(UUID item, RefusalReason reason, @Nullable Instant neededUntil) {}
