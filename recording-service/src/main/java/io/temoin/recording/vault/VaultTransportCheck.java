// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.objectstorage.StorageTransport;
import io.temoin.recording.RecordingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The audio is sealed on its way; which recordings are stored and removed would be seen. */
@ApplicationScoped
class VaultTransportCheck implements StartupCheck {

    private final RecordingConfig config;

    VaultTransportCheck(RecordingConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        if (config.vault().store() != RecordingConfig.Store.S3) {
            return Optional.empty();
        }
        return StorageTransport.complaint(BlobStores.SETTINGS, config.vault().s3());
    }

    @Override
    public String override() {
        return StorageTransport.OVERRIDE;
    }
}
