// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.temoin.chassis.start.OfflineCommand;
import io.temoin.keyproviders.SigningAlgorithm;
import io.temoin.keyproviders.SigningProvider;
import io.temoin.keystart.KeyFileCommand;
import java.io.PrintStream;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Makes the first keys of receipts. */
public final class CreateSigningKeysCommand implements OfflineCommand {

    static final KeyFileCommand FILE =
            new KeyFileCommand(
                    "consent",
                    "create-signing-keys",
                    "TEMOIN_SIGNING_KEY_FILE",
                    "consent-signing-keys.json",
                    "the keys that sign receipts");

    private static final String ALGORITHM = "TEMOIN_SIGNING_ALGORITHM";
    private static final String IN_PROVIDER = "TEMOIN_SIGNING_IN_PROVIDER";

    @Override
    public String argument() {
        return FILE.command();
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        return FILE.create(said, failed, CreateSigningKeysCommand::content);
    }

    /** One fresh key, as the settings want it. */
    static byte[] content(@Nullable SigningProvider provider, Config settings) {
        SigningAlgorithm algorithm =
                settings.getOptionalValue(ALGORITHM, SigningAlgorithm.class)
                        .orElse(SigningAlgorithm.ED25519);
        boolean inProvider = settings.getOptionalValue(IN_PROVIDER, Boolean.class).orElse(false);
        if (provider == null) {
            if (inProvider) {
                throw new IllegalArgumentException(
                        IN_PROVIDER
                                + " is true, but there is no key provider: set"
                                + " TEMOIN_KEY_PROVIDER_TYPE.");
            }
            return SigningKeyStore.content(List.of(SigningKeyStore.fresh(algorithm)));
        }
        return SigningKeyStore.content(
                inProvider
                        ? List.of(SigningKeyStore.atProvider(provider, algorithm))
                        : SigningKeyStore.sealed(
                                List.of(SigningKeyStore.fresh(algorithm)), provider));
    }
}
