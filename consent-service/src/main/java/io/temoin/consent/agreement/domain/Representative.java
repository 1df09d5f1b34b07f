// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

/** Who represents a party that is not established in the Union (GDPR art. 27): an organisation. */
public record Representative(String legalName, FunctionContact contact) {}
