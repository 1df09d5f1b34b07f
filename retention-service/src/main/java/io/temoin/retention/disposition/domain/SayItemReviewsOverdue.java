// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

/** Say of some items that their reviews are late. All that may be asked of such a stream. */
public record SayItemReviewsOverdue(ItemReviewsOverdue overdue) {}
