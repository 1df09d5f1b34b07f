// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.consent.ConsentConfig;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.RequestFields;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the other end of a call is: as the caller says, or else as the controller's settings do.
 */
@Singleton
class AgentPlaces {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern SUBDIVISION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");
    private static final Pattern PLACE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");

    private final Optional<String> everybody;
    private final Map<String, String> controllers;

    /** Refuses settings that are no places, so that the law of none is passed over. */
    AgentPlaces(ConsentConfig config) {
        this.everybody = config.recording().agentPlace();
        this.controllers = Map.copyOf(config.recording().agentPlaceOf());
        everybody.ifPresent(AgentPlaces::requirePlace);
        controllers.values().forEach(AgentPlaces::requirePlace);
    }

    /**
     * The place as finely as it is known, as an ISO 3166 code; {@code null} when nobody says.
     *
     * @throws io.temoin.eventsourcing.Rejected with a pointer, when what is said cannot be read
     */
    @Nullable String of(
            PartyId controller, @Nullable String country, @Nullable String subdivision) {
        if (subdivision != null) {
            return RequestFields.matching(
                    "/agentSubdivision",
                    subdivision,
                    text ->
                            SUBDIVISION.matcher(text).matches()
                                    && (country == null || text.startsWith(country + "-")),
                    "a code such as US-CA (ISO 3166-2), of the agent's country");
        }
        if (country != null) {
            return RequestFields.matching(
                    "/agentCountry",
                    country,
                    text -> COUNTRY.matcher(text).matches(),
                    "two capital letters (ISO 3166-1)");
        }
        return controllers.getOrDefault(controller.value(), everybody.orElse(null));
    }

    private static void requirePlace(String place) {
        if (!PLACE.matcher(place).matches()) {
            throw new IllegalStateException(
                    "temoin.consent.recording.agent-place: " + place + " is not an ISO 3166 code");
        }
    }
}
