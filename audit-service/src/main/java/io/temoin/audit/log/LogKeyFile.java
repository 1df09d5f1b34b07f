// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.audit.AuditConfig;
import io.temoin.chassis.Profile;
import io.temoin.chassis.start.KeyFiles;
import io.temoin.keystart.KeyProviders;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of the keys that sign the logs; {@link CheckpointSigner} reads it when it signs. */
@Singleton
class LogKeyFile implements KeyFiles {

    private final AuditConfig config;
    private final KeyProviders providers;

    LogKeyFile(AuditConfig config, KeyProviders providers) {
        this.config = config;
        this.providers = providers;
    }

    @Override
    public void check() {
        Path file = config.log().keyFile();
        if (Profile.isProduction() || Files.exists(file)) {
            LogKeys.check(file, providers);
        }
    }
}
