// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.temoin.chassis.Profile;
import io.temoin.chassis.start.KeyFiles;
import io.temoin.consent.ConsentConfig;
import io.temoin.keystart.KeyProviders;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of the keys that sign receipts; {@link ReceiptSigner} reads it when it signs. */
@Singleton
class SigningKeyFile implements KeyFiles {

    private final ConsentConfig config;
    private final KeyProviders providers;

    SigningKeyFile(ConsentConfig config, KeyProviders providers) {
        this.config = config;
        this.providers = providers;
    }

    @Override
    public void check() {
        Path file = config.signingKeyFile();
        if (Profile.isProduction() || Files.exists(file)) {
            MessageSigners.check(
                    SigningKeyStore.read(file).getFirst(), providers, config.signing());
        }
    }
}
