// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * An item that its owner destroyed without an order of its own: a document that went with its
 * recording (ADR 0095).
 *
 * @param destroyedAt when key and content were gone
 */
public record GoneItem(UUID item, ItemKind kind, Instant destroyedAt) {}
