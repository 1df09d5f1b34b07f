// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import java.time.LocalDate;
import java.util.UUID;

/**
 * An item that has to be kept longer than was known when it was registered: a consent that a call
 * rested on.
 *
 * @param keepUntil last local day that no policy shortens
 */
public record ProlongedItem(UUID item, ItemKind kind, LocalDate keepUntil) {}
