// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import org.jspecify.annotations.Nullable;

/**
 * That the law of a country is applied although the controller is not known to be established
 * there.
 *
 * @param jurisdiction ISO 3166-1 code of that country
 * @param established the same of the one in which the controller is, for which nothing is laid
 *     down; {@code null} if it is not known
 */
public record AppliedLaw(String jurisdiction, @Nullable String established) {}
