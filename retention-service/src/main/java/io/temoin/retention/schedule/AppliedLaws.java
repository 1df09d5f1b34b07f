// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.policy.PolicyPacks;
import io.temoin.retention.policy.PolicyResolver;
import io.temoin.retention.policy.domain.Establishments;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Known;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Whose law the bounds of recordings are of that were retained before that was recorded. It follows
 * from where the controller was on the day of the recording.
 */
@ApplicationScoped
class AppliedLaws {

    private final PolicyResolver policies;
    private final PolicyPacks packs;

    AppliedLaws(PolicyResolver policies, PolicyPacks packs) {
        this.policies = policies;
        this.packs = packs;
    }

    /**
     * The same explanation, saying whose law each bound is of.
     *
     * @param knownAt by what the controller had said then
     */
    Uni<Explanation> named(
            TenantId tenant, RetainedItem item, Explanation explained, Instant knownAt) {
        @Nullable Retained retained = retained(item);
        if (retained == null
                || explained.because().stream().allMatch(bound -> bound.law() != null)) {
            return Uni.createFrom().item(explained);
        }
        LocalDate day = retained.facts().dayOf(retained.facts().endedAt());
        return policies.places(tenant, retained.call().controller(), knownAt)
                .map(places -> explained.with(bound -> named(bound, places, day)));
    }

    private Reason named(Reason bound, Establishments places, LocalDate day) {
        return bound.law() != null
                ? bound
                : bound.under(
                        packs.versions()
                                .applied(bound.purpose(), bound.reference(), places.on(day), day));
    }

    private static @Nullable Retained retained(RetainedItem item) {
        return switch (item) {
            case Known known -> known.retained();
            case Gone gone -> gone.before();
            case Expected _ -> null;
        };
    }
}
