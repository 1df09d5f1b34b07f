// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Whether pages of other origins may call: where origins were named ({@code temoin.cors.origins}),
 * and nowhere else. Any other source overrides it.
 */
public final class CorsSettings implements ConfigSourceFactory {

    static final String ORIGINS = "temoin.cors.origins";

    private static final int LOWEST = 50;

    /** Called by the configuration, which makes its sources by reflection. */
    public CorsSettings() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String origins = context.getValue(ORIGINS).getValue();
        boolean named = origins != null && !origins.isBlank();
        return List.of(
                new PropertiesConfigSource(
                        Map.of("quarkus.http.cors.enabled", Boolean.toString(named)),
                        "CORS, by the origins that are named",
                        LOWEST));
    }
}
