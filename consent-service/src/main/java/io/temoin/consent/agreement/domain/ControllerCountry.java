// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.agreement.domain.PartyEvent.PartyAmended;
import io.temoin.consent.agreement.domain.PartyEvent.PartyRegistered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a controller was said to be established.
 *
 * @param country ISO 3166-1 alpha-2
 * @param saidAt when
 * @param amended whether an amendment said so: it counts from the next day on only, a registration
 *     from its own
 */
public record ControllerCountry(String country, Instant saidAt, boolean amended) {

    /**
     * What was said of the country of a party while it was a controller, oldest first; what repeats
     * the one before is left out.
     *
     * @param history what happened to the party's entry, oldest first
     */
    public static List<ControllerCountry> of(List<PartyEvent> history) {
        List<ControllerCountry> said = new ArrayList<>();
        for (PartyEvent event : history) {
            ControllerCountry one = of(event);
            if (one != null && (said.isEmpty() || !said.getLast().country.equals(one.country))) {
                said.add(one);
            }
        }
        return said;
    }

    private static @Nullable ControllerCountry of(PartyEvent event) {
        return switch (event) {
            case PartyRegistered(_, var profile, _, var at) when profile.decides() ->
                    new ControllerCountry(profile.country(), at, false);
            case PartyAmended(_, var profile, _, var at) when profile.decides() ->
                    new ControllerCountry(profile.country(), at, true);
            case PartyRegistered _, PartyAmended _ -> null;
        };
    }
}
