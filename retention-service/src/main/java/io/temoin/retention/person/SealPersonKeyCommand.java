// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.person;

import io.temoin.chassis.start.OfflineCommand;
import io.temoin.keystart.KeyFileCommand;
import io.temoin.keystart.SharedPseudonymKey;
import java.io.PrintStream;

/** Seals the key of pseudonyms with this service's key provider; it stays the same. */
public final class SealPersonKeyCommand implements OfflineCommand {

    private static final KeyFileCommand FILE =
            new KeyFileCommand(
                    "retention",
                    "seal-person-key",
                    SharedPseudonymKey.VARIABLE,
                    SharedPseudonymKey.DEFAULT_FILE,
                    "the key of pseudonyms");

    @Override
    public String argument() {
        return FILE.command();
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        return FILE.seal(
                said,
                failed,
                (file, provider) -> SharedPseudonymKey.read(file).sealedBy(provider).content());
    }
}
