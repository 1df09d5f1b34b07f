// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.objectstorage.StorageTransport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Exports would be read on their way, and requests to either bucket seen. */
@ApplicationScoped
class StorageTransportCheck implements StartupCheck {

    private final AuditConfig config;

    StorageTransportCheck(AuditConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        return StorageTransport.complaint("temoin.audit.export.s3", config.export().s3())
                .or(
                        () ->
                                StorageTransport.complaint(
                                        "temoin.audit.log.publication",
                                        config.log().publication()));
    }

    @Override
    public String override() {
        return StorageTransport.OVERRIDE;
    }
}
