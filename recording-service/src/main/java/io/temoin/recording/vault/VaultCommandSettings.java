// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.objectstorage.StorageTransport;
import io.temoin.recording.RecordingConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The settings of the service, for commands that start nothing. */
final class VaultCommandSettings {

    /** Above what is in the jar, below the environment. */
    private static final int ORDINAL_OF_FILES = 275;

    private VaultCommandSettings() {}

    /**
     * Of the environment, of the files that {@code QUARKUS_CONFIG_LOCATIONS} names, and what the
     * service has in its jar.
     *
     * @throws IllegalStateException when they would send audio over a network in the clear
     */
    static RecordingConfig read() throws IOException {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addSystemSources()
                        .addDiscoveredConverters()
                        .withSources(
                                new PropertiesConfigSource(
                                        RecordingConfig.class
                                                .getClassLoader()
                                                .getResource("application.properties")))
                        .withMapping(RecordingConfig.class);
        files().ifPresent(
                        named ->
                                builder.withSources(named)
                                        .withSources(new PropertiesLocationConfigSourceFactory()));
        SmallRyeConfig all = builder.build();
        RecordingConfig config = all.getConfigMapping(RecordingConfig.class);
        Optional<String> complaint = new VaultTransportCheck(config).complaint();
        if (complaint.isPresent() && !isAllowed(all)) {
            throw new IllegalStateException(
                    "%s (To allow it anyway, set %s=true.)"
                            .formatted(complaint.get(), StorageTransport.OVERRIDE));
        }
        return config;
    }

    /** Where the service finds them: SmallRye has another name for it than Quarkus. */
    private static Optional<ConfigSource> files() {
        return new SmallRyeConfigBuilder()
                .addSystemSources()
                .build()
                .getOptionalValue("quarkus.config.locations", String.class)
                .map(
                        locations ->
                                new PropertiesConfigSource(
                                        Map.of(SmallRyeConfig.SMALLRYE_CONFIG_LOCATIONS, locations),
                                        "locations of settings",
                                        ORDINAL_OF_FILES));
    }

    private static boolean isAllowed(SmallRyeConfig all) {
        return Stream.of(StorageTransport.OVERRIDE, "temoin.allow-insecure")
                .anyMatch(name -> all.getOptionalValue(name, Boolean.class).orElse(false));
    }
}
