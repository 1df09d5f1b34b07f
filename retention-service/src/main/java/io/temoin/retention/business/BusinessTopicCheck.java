// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.retention.RetentionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Who writes to a topic is known by configuration alone: without it, anybody's events would count.
 */
@ApplicationScoped
class BusinessTopicCheck implements StartupCheck {

    private final RetentionConfig config;

    BusinessTopicCheck(RetentionConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        try {
            BusinessTopics.of(config.businessTopics());
            return Optional.empty();
        } catch (IllegalArgumentException unusable) {
            return Optional.of(
                    BusinessTopics.SETTING
                            + " must say of each topic whose business its events are: "
                            + unusable.getMessage()
                            + ".");
        }
    }
}
