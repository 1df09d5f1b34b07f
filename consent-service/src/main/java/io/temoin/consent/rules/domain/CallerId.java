// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import org.jspecify.annotations.Nullable;

/**
 * What the callee would see, and who would dial.
 *
 * @param number in E.164; absent when it would be withheld
 * @param automated whether a system dials without an agent
 */
public record CallerId(@Nullable String number, boolean automated) {}
