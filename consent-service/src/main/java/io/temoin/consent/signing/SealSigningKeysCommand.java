// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.temoin.chassis.start.OfflineCommand;
import java.io.PrintStream;

/** Seals the keys of receipts with the key provider; they stay the same. */
public final class SealSigningKeysCommand implements OfflineCommand {

    @Override
    public String argument() {
        return "seal-signing-keys";
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        return CreateSigningKeysCommand.FILE.seal(
                said,
                failed,
                (file, provider) ->
                        SigningKeyStore.content(
                                SigningKeyStore.sealed(SigningKeyStore.read(file), provider)));
    }
}
