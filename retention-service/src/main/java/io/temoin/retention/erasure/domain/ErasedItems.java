// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import io.temoin.retention.schedule.domain.ListedKind;

/** How many items of a kind are destroyed, or are to be. */
public record ErasedItems(ListedKind kind, long count) {}
