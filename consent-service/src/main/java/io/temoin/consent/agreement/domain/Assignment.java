// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a processor is about to do for a controller.
 *
 * @param campaigned whether it belongs to a campaign or to none; collecting a consent does not
 * @param campaign of the call; absent when it belongs to none
 * @param countries ISO 3166-1 codes of the places whose law has a say
 */
public record Assignment(
        Set<Purpose> purposes,
        boolean campaigned,
        @Nullable String campaign,
        List<String> countries,
        Instant at) {

    public Assignment {
        purposes = Set.copyOf(purposes);
        countries = List.copyOf(countries);
    }

    /** A call. */
    public static Assignment call(
            Purpose purpose, @Nullable String campaign, List<String> countries, Instant at) {
        return new Assignment(Set.of(purpose), true, campaign, countries, at);
    }

    /** Whatever needs an agreement in force, and is of no purpose in particular. */
    public static Assignment anything(Instant at) {
        return new Assignment(Set.of(), false, null, List.of(), at);
    }

    /** Collecting a consent. */
    public static Assignment collection(Set<Purpose> purposes, String country, Instant at) {
        return new Assignment(purposes, false, null, List.of(country), at);
    }
}
