// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The retention periods of some places as data, in force during a span of days.
 *
 * <p>Bitemporal: {@code validFrom} and {@code validTo} say when they hold, {@code knownSince} from
 * when on this version could be known. A version is never changed; its successor is added, and the
 * old one stays for the items that were retained under it.
 *
 * @param version orders the versions of a pack, part by part
 * @param jurisdictions ISO 3166-1 codes of the places whose law it is
 * @param validFrom first day on which it applies
 * @param validTo first day on which it no longer does; absent while it does
 */
public record PolicyPack(
        String id,
        String version,
        Set<String> jurisdictions,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        Instant knownSince,
        List<DefaultPolicy> policies) {

    /** Nothing that is not marked may be missing, and no purpose be there twice. */
    public PolicyPack {
        requireNonNull(id, "id");
        requireNonNull(version, "version");
        jurisdictions = Set.copyOf(requireNonNull(jurisdictions, "jurisdictions"));
        requireNonNull(validFrom, "validFrom");
        requireNonNull(knownSince, "knownSince");
        policies = List.copyOf(requireNonNull(policies, "policies"));
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        for (DefaultPolicy policy : policies) {
            if (!purposes.add(policy.purpose())) {
                throw new IllegalArgumentException(
                        "there are two policies for " + policy.purpose() + " in " + id);
            }
        }
    }

    /** Whether the pack applies in {@code place} on {@code day}. */
    public boolean applies(String place, LocalDate day) {
        return jurisdictions.contains(place)
                && !day.isBefore(validFrom)
                && (validTo == null || day.isBefore(validTo));
    }
}
