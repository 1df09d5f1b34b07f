// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.policy.PolicyPacks;
import io.temoin.retention.policy.domain.DefaultPolicy;
import io.temoin.retention.policy.domain.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The purposes whose periods run from what business systems report. From which event the periods of
 * a purpose run is the same everywhere, so the packs say it.
 */
@ApplicationScoped
public class ReportedPurposes {

    private final PolicyPacks packs;

    ReportedPurposes(PolicyPacks packs) {
        this.packs = packs;
    }

    /** Whether something that is kept for {@code codes} is kept from that event, or until it. */
    public boolean concern(BusinessEvent event, Collection<String> codes) {
        return of(event).stream().map(Purpose::name).anyMatch(codes::contains);
    }

    /** None of claims and authorities: registered items have no periods that they move. */
    Set<Purpose> of(BusinessEvent event) {
        return switch (event) {
            case AUTHORITY_REQUEST, CLAIM_CLOSED, CLAIM_MADE, PROPOSAL_MADE, PROPOSAL_REFUSED ->
                    Set.of();
            case ALERT_QUALIFIED,
                    COMPLAINT_CLOSED,
                    CONTRACT_ENDED,
                    CONTRACT_SIGNED,
                    LAST_CONTACT_FROM_PERSON,
                    WRITTEN_CONFIRMATION ->
                    packs.versions().all().stream()
                            .flatMap(pack -> pack.policies().stream())
                            .filter(policy -> policy.from() == event.trigger())
                            .map(DefaultPolicy::purpose)
                            .collect(Collectors.toUnmodifiableSet());
        };
    }
}
