// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Whether a start migrates: where it was given the password of the schema's owner, and nowhere
 * else. Any other source overrides it.
 */
public final class MigrationSettings implements ConfigSourceFactory {

    private static final int LOWEST = 50;

    /** Called by the configuration, which makes its sources by reflection. */
    public MigrationSettings() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return List.of(
                new PropertiesConfigSource(
                        Map.of(
                                "temoin.migrate-at-start",
                                isSet(context, "TEMOIN_DB_OWNER_PASSWORD"),
                                "temoin.migrate-keys-at-start",
                                isSet(context, "TEMOIN_DB_KEYS_OWNER_PASSWORD")),
                        "migrations, by the owners' passwords",
                        LOWEST));
    }

    private static String isSet(ConfigSourceContext context, String password) {
        String value = context.getValue(password).getValue();
        return Boolean.toString(value != null && !value.isBlank());
    }
}
