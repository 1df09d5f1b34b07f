// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.RetentionConfig.BusinessTopic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who writes to a topic is known by configuration alone: without it, anybody's events would count.
 */
@ApplicationScoped
class BusinessTopicCheck implements StartupCheck {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final BusinessTopic topic;

    BusinessTopicCheck(RetentionConfig config) {
        this.topic = config.businessTopic();
    }

    @Override
    public Optional<String> complaint() {
        if (topic.enabled() && !(isId(topic.tenant()) && isId(topic.controller()))) {
            return Optional.of(
                    "temoin.retention.business-topic.tenant and .controller must name whose business"
                            + " the events of the topic are, since temoin.retention.business-topic"
                            + ".enabled is true.");
        }
        return Optional.empty();
    }

    private static boolean isId(Optional<String> name) {
        return name.filter(value -> ID.matcher(value).matches()).isPresent();
    }
}
