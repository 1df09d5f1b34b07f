// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.consent.ConsentConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;

/** The country whose holidays count must be a country, as at the rights desk. */
@ApplicationScoped
class CalendarCheck implements StartupCheck {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private final ConsentConfig config;

    CalendarCheck(ConsentConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        return COUNTRY.matcher(config.country()).matches()
                ? Optional.empty()
                : Optional.of(
                        "temoin.consent.country must be an ISO 3166-1 code such as FR: its public"
                                + " holidays move the deadlines of requests.");
    }
}
