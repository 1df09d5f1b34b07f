// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.objectstorage.StorageTransport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Parts are sealed on their way; whose package is made, and when, would be seen. */
@ApplicationScoped
class PartTransportCheck implements StartupCheck {

    private final PartConfig config;

    PartTransportCheck(PartConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        return config.store() == PartConfig.Store.S3
                ? StorageTransport.complaint(PartStorages.SETTINGS, config.s3())
                : Optional.empty();
    }

    @Override
    public String override() {
        return StorageTransport.OVERRIDE;
    }
}
