// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.retention.RetentionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * What is due is destroyed within a day, and an item that was not is reported (GDPR art. 5(1)(e)).
 */
@ApplicationScoped
class DispositionSettingsCheck implements StartupCheck {

    private static final Duration A_DAY = Duration.ofHours(24);

    private final RetentionConfig config;

    DispositionSettingsCheck(RetentionConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        if (!config.runInterval().isPositive() || config.runInterval().compareTo(A_DAY) > 0) {
            return Optional.of(
                    "temoin.retention.run-interval must be positive and at most 24 hours: an item is"
                            + " kept until the first run after its deadline.");
        }
        if (config.overdueAfter().compareTo(config.runInterval()) < 0) {
            return Optional.of(
                    "temoin.retention.overdue-after must be at least temoin.retention.run-interval:"
                            + " an item is not overdue before the run that would destroy it.");
        }
        return Optional.empty();
    }
}
