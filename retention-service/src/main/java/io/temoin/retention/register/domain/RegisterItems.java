// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

/** Registers what one batch of events told of. All that may be asked of such a stream. */
public record RegisterItems(ItemsRegistered batch) {}
