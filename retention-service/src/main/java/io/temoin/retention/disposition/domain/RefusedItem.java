// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import io.temoin.retention.register.domain.RefusalReason;
import java.util.UUID;

/** An item that its owner did not destroy. */
public record RefusedItem(UUID item, RefusalReason reason) {}
