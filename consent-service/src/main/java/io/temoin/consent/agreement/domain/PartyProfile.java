// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.rules.domain.CallFact;
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
 * @param mandatoryFacts what this controller wants to be stated before calls made for it; absent
 *     when nothing
 */
public record PartyProfile(
        String legalName,
        List<PartyRole> roles,
        String country,
        FunctionContact contact,
        @Nullable FunctionContact dpo,
        @Nullable Representative representative,
        UnnamedCallers unnamedCallers,
        @Nullable String securityReference,
        @Nullable List<CallFact> mandatoryFacts) {

    public PartyProfile {
        roles = roles.stream().distinct().sorted().toList();
        mandatoryFacts =
                mandatoryFacts == null || mandatoryFacts.isEmpty()
                        ? null
                        : mandatoryFacts.stream().distinct().sorted().toList();
    }

    /** Of a party that wants nothing in particular to be stated. */
    public PartyProfile(
            String legalName,
            List<PartyRole> roles,
            String country,
            FunctionContact contact,
            @Nullable FunctionContact dpo,
            @Nullable Representative representative,
            UnnamedCallers unnamedCallers,
            @Nullable String securityReference) {
        this(
                legalName,
                roles,
                country,
                contact,
                dpo,
                representative,
                unnamedCallers,
                securityReference,
                null);
    }

    /** Whether the party decides purposes and means of some processing. */
    public boolean decides() {
        return roles.stream().anyMatch(PartyRole::decides);
    }

    /**
     * Whether it says that a controller is established elsewhere than {@code before}, or makes a
     * controller of a party that was none and said of its country what it liked: the law by which
     * the data of a controller are kept follows that.
     */
    public boolean moves(PartyProfile before) {
        boolean begins = decides() && !before.decides();
        boolean leaves = before.decides() && !country.equals(before.country);
        return begins || leaves;
    }

    /** The same of a party in another country. */
    PartyProfile in(String elsewhere) {
        return new PartyProfile(
                legalName,
                roles,
                elsewhere,
                contact,
                dpo,
                representative,
                unnamedCallers,
                securityReference,
                mandatoryFacts);
    }

    /** Whether the party processes on behalf of others. */
    public boolean processes() {
        return roles.contains(PartyRole.PROCESSOR);
    }
}
