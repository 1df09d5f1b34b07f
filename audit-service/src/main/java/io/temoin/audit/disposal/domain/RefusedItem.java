// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal.domain;

import java.util.UUID;

/** An item that was not destroyed, and why. */
public record RefusedItem(UUID item, RefusalReason reason) {}
