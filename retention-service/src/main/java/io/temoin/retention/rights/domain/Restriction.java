// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestricted;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestrictionLifted;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request restricts.
 *
 * @param since when it began; absent when it never did
 * @param services that still restrict
 * @param liftedAt when the last of them lifted it
 * @param upheld whether the objection to the recordings was upheld
 */
public record Restriction(
        @Nullable Instant since,
        Set<OwnerService> services,
        @Nullable Instant liftedAt,
        boolean upheld) {

    static final Restriction NONE = new Restriction(null, Set.of(), null, false);

    public Restriction {
        services = Set.copyOf(services);
    }

    /** Whether something is restricted now. */
    public boolean isInForce() {
        return !services.isEmpty();
    }

    /** The services that still restrict, in their order. */
    public List<OwnerService> restricting() {
        return services.stream().sorted().toList();
    }

    Restriction with(ProcessingRestricted event) {
        return new Restriction(event.restrictedAt(), Set.copyOf(event.services()), null, upheld);
    }

    Restriction with(ProcessingRestrictionLifted event) {
        Set<OwnerService> left = EnumSet.noneOf(OwnerService.class);
        left.addAll(services);
        event.services().forEach(left::remove);
        return new Restriction(since, left, left.isEmpty() ? event.liftedAt() : null, upheld);
    }

    Restriction afterUpholding() {
        return new Restriction(since, services, liftedAt, true);
    }
}
