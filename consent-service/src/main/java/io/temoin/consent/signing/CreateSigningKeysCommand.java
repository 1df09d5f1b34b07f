// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.temoin.chassis.start.KeyFileCommand;
import java.nio.file.Path;

/** Makes the first keys of receipts. */
public final class CreateSigningKeysCommand extends KeyFileCommand {

    public CreateSigningKeysCommand() {
        super(
                "TEMOIN_SIGNING_KEY_FILE",
                "consent-signing-keys.json",
                "the keys that sign receipts");
    }

    @Override
    public String argument() {
        return "create-signing-keys";
    }

    @Override
    protected void create(Path file) {
        SigningKeyStore.create(file);
    }
}
