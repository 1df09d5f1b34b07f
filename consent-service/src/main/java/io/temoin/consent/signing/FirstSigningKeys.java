// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.temoin.chassis.start.FirstKeyFile;
import java.nio.file.Path;

/** The command that makes the first keys of receipts. */
public final class FirstSigningKeys implements FirstKeyFile {

    @Override
    public String argument() {
        return "create-signing-keys";
    }

    @Override
    public String variable() {
        return "TEMOIN_SIGNING_KEY_FILE";
    }

    @Override
    public String defaultFile() {
        return "consent-signing-keys.json";
    }

    @Override
    public String content() {
        return "the keys that sign receipts";
    }

    @Override
    public void create(Path file) {
        SigningKeyStore.create(file);
    }
}
