// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.policy.domain.Establishments;
import io.temoin.retention.policy.domain.LegalPlace;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PolicyCatalogue;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.ProvidedPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies that are shipped, as they are known in the autumn of 2026. */
public final class ShippedPolicies {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Instant KNOWN = Instant.parse("2026-11-24T10:00:00Z");

    private static final PolicyPacks PACKS = new PolicyPacks();
    private static final Establishments FRANCE = Establishments.always(LegalPlace.of("FR"));

    private ShippedPolicies() {}

    /** Those of France. */
    public static PolicyCatalogue france() {
        return in("FR");
    }

    /** Those of a tenant that has laid down these, or nothing. */
    public static EffectivePolicies effective(OwnPolicy... own) {
        return PACKS.effective(FRANCE, List.of(own));
    }

    /** What the law of France provides for the purpose of some terms. */
    public static @Nullable ProvidedPolicy law(PolicyTerms terms, Instant knownAt) {
        return PACKS.law(FRANCE, terms, knownAt);
    }

    /** Those of a place. */
    public static PolicyCatalogue in(String place) {
        return PACKS.versions().catalogue(place, DAY, KNOWN);
    }
}
