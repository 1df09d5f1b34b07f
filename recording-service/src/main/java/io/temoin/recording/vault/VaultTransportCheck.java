// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.chassis.start.Addresses;
import io.temoin.chassis.start.StartupCheck;
import io.temoin.recording.RecordingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;

/** The audio is sealed on its way; which recordings are stored and removed would be seen. */
@ApplicationScoped
class VaultTransportCheck implements StartupCheck {

    static final String OVERRIDE = "temoin.allow-plaintext-storage";

    private final RecordingConfig config;

    VaultTransportCheck(RecordingConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        if (config.vault().store() != RecordingConfig.Store.S3) {
            return Optional.empty();
        }
        return config.vault()
                .s3()
                .endpoint()
                .map(URI::toString)
                .filter(address -> !address.startsWith("https://") && !Addresses.stays(address))
                .map(
                        _ ->
                                "temoin.recording.vault.s3.endpoint must be an https address, so"
                                        + " that requests to the object storage are encrypted.");
    }

    @Override
    public String override() {
        return OVERRIDE;
    }
}
