// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

/**
 * A transfer to a country outside the Union that was agreed (GDPR art. 28(3)(a), 44 to 49).
 *
 * @param country ISO 3166-1 alpha-2
 * @param safeguard what makes it lawful, by code or reference, for instance {@code SCC-2021-914-M2}
 */
public record Transfer(String country, String safeguard) {}
