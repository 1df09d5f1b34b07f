// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Which topics are read for business events: those that have an owner ({@link BusinessTopics}), and
 * none while any of the entries cannot be. Any other source overrides it.
 */
public final class BusinessTopicSettings implements ConfigSourceFactory {

    static final String ENABLED = "mp.messaging.incoming.business-events.enabled";
    static final String TOPICS = "mp.messaging.incoming.business-events.topics";

    private static final int LOWEST = 50;

    /** Called by the configuration, which makes its sources by reflection. */
    public BusinessTopicSettings() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String topics = topics(context.getValue(BusinessTopics.SETTING).getValue());
        return List.of(
                new PropertiesConfigSource(
                        topics.isEmpty()
                                ? Map.of(ENABLED, "false")
                                : Map.of(ENABLED, "true", TOPICS, topics),
                        "topics with business events, by whose they are",
                        LOWEST));
    }

    private static String topics(@Nullable String setting) {
        try {
            return BusinessTopics.of(Optional.ofNullable(setting)).owners().keySet().stream()
                    .sorted()
                    .collect(Collectors.joining(","));
        } catch (IllegalArgumentException _) {
            // BusinessTopicCheck says so.
            return "";
        }
    }
}
