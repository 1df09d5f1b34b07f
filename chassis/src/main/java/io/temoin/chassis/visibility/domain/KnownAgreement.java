// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.visibility.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A processing agreement as far as it decides who sees what (GDPR art. 28(3)).
 *
 * @param active signed, and not suspended
 * @param validFrom inclusive
 * @param endsAt exclusive; absent when no end is known
 * @param engagedBy the processor that engages this one (GDPR art. 28(4)); absent when the
 *     controller does
 * @param subProcessors those that may be engaged on it
 */
public record KnownAgreement(
        UUID id,
        String controller,
        String processor,
        boolean active,
        Instant validFrom,
        @Nullable Instant endsAt,
        @Nullable String engagedBy,
        Set<String> purposes,
        boolean allCampaigns,
        Set<String> campaigns,
        Set<String> subProcessors) {

    public KnownAgreement {
        purposes = Set.copyOf(purposes);
        campaigns = Set.copyOf(campaigns);
        subProcessors = Set.copyOf(subProcessors);
    }

    /**
     * What {@code processor} may see on these agreements: of one that another processor engages, no
     * more than that one may (GDPR art. 28(4)).
     */
    public static List<Coverage> inForce(
            Collection<KnownAgreement> agreements, String processor, Instant now) {
        return agreements.stream()
                .filter(one -> one.processor.equals(processor) && one.isInForce(now))
                .flatMap(one -> one.coverage(agreements, now))
                .toList();
    }

    private Stream<Coverage> coverage(Collection<KnownAgreement> agreements, Instant now) {
        if (engagedBy == null) {
            return Stream.of(new Coverage(controller, purposes, allCampaigns, campaigns));
        }
        return agreements.stream()
                .filter(
                        over ->
                                over.controller.equals(controller)
                                        && over.processor.equals(engagedBy)
                                        && over.engagedBy == null
                                        && over.subProcessors.contains(processor)
                                        && over.isInForce(now))
                .map(this::under);
    }

    private Coverage under(KnownAgreement over) {
        return new Coverage(
                controller,
                both(purposes, over.purposes),
                allCampaigns && over.allCampaigns,
                campaignsUnder(over));
    }

    private Set<String> campaignsUnder(KnownAgreement over) {
        if (allCampaigns) {
            return over.campaigns;
        }
        return over.allCampaigns ? campaigns : both(campaigns, over.campaigns);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> common = new HashSet<>(one);
        common.retainAll(other);
        return common;
    }

    private boolean isInForce(Instant now) {
        return active && !now.isBefore(validFrom) && (endsAt == null || now.isBefore(endsAt));
    }
}
