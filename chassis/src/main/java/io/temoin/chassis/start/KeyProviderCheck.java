// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.temoin.keystart.KeyProviderConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;

/** Unwrapped keys come over this connection. */
@ApplicationScoped
class KeyProviderCheck implements StartupCheck {

    private final KeyProviderConfig config;

    KeyProviderCheck(KeyProviderConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        return switch (config.type()) {
            case FILE, PKCS11 -> Optional.empty();
            case VAULT -> encrypted(config.vault().address(), "temoin.key-provider.vault.address");
            case AWS_KMS ->
                    encrypted(config.awsKms().endpoint(), "temoin.key-provider.aws-kms.endpoint");
        };
    }

    /** They send all keys over it. */
    @Override
    public boolean alsoOfCommands() {
        return true;
    }

    private static Optional<String> encrypted(Optional<URI> address, String setting) {
        return address.map(URI::toString)
                .filter(each -> !each.startsWith("https://") && !Addresses.stays(each))
                .map(_ -> setting + " must be an https address.");
    }
}
