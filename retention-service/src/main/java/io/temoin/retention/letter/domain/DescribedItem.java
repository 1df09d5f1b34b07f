// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import io.temoin.retention.schedule.domain.ListedKind;
import java.time.LocalDate;

/**
 * An item in words that a person knows: an id says nothing to them.
 *
 * @param day on which it came to be, or the call was
 */
public record DescribedItem(ListedKind kind, LocalDate day) {}
