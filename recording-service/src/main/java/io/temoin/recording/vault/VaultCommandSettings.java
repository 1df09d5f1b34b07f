// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.objectstorage.StorageTransport;
import io.temoin.recording.RecordingConfig;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings of the service, for commands that start nothing. */
final class VaultCommandSettings {

    private VaultCommandSettings() {}

    /**
     * Of the environment, and what the service has in its jar.
     *
     * @throws IllegalStateException when they would send audio over a network in the clear
     */
    static RecordingConfig read() throws IOException {
        SmallRyeConfig all =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addSystemSources()
                        .addDiscoveredConverters()
                        .withSources(
                                new PropertiesConfigSource(
                                        RecordingConfig.class
                                                .getClassLoader()
                                                .getResource("application.properties")))
                        .withMapping(RecordingConfig.class)
                        .build();
        RecordingConfig config = all.getConfigMapping(RecordingConfig.class);
        Optional<String> complaint = new VaultTransportCheck(config).complaint();
        if (complaint.isPresent() && !isAllowed(all)) {
            throw new IllegalStateException(
                    "%s (To allow it anyway, set %s=true.)"
                            .formatted(complaint.get(), StorageTransport.OVERRIDE));
        }
        return config;
    }

    private static boolean isAllowed(SmallRyeConfig all) {
        return Stream.of(StorageTransport.OVERRIDE, "temoin.allow-insecure")
                .anyMatch(name -> all.getOptionalValue(name, Boolean.class).orElse(false));
    }
}
