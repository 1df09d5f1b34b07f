// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a party, as a record of processing must name it (GDPR art. 30(1)(a), 30(2)(a)).
 *
 * @param roles in the order of {@link PartyRole}, at least one
 * @param country ISO 3166-1 alpha-2, where it is established
 * @param dpo how its data protection officer is reached; absent when it has none
 * @param unnamedCallers what this controller wants for callers that a consent does not name
 * @param securityReference the description of its security measures (GDPR art. 30(1)(g)); absent
 *     until it gives one
 */
public record PartyProfile(
        String legalName,
        List<PartyRole> roles,
        String country,
        FunctionContact contact,
        @Nullable FunctionContact dpo,
        @Nullable Representative representative,
        UnnamedCallers unnamedCallers,
        @Nullable String securityReference) {

    public PartyProfile {
        roles = roles.stream().distinct().sorted().toList();
    }

    /** Whether the party decides purposes and means of some processing. */
    public boolean decides() {
        return roles.stream().anyMatch(PartyRole::decides);
    }

    /** Whether the party processes on behalf of others. */
    public boolean processes() {
        return roles.contains(PartyRole.PROCESSOR);
    }
}
