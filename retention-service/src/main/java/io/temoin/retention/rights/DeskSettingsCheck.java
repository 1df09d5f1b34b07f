// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.retention.RetentionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;

/** The country whose holidays count is recorded with each request, and must be a country. */
@ApplicationScoped
class DeskSettingsCheck implements StartupCheck {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private final RetentionConfig config;

    DeskSettingsCheck(RetentionConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        return COUNTRY.matcher(config.country()).matches()
                ? Optional.empty()
                : Optional.of(
                        "temoin.retention.country must be an ISO 3166-1 code such as FR: its public"
                                + " holidays move the deadlines of requests.");
    }
}
