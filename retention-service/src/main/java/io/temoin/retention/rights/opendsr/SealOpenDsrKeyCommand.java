// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.temoin.chassis.start.OfflineCommand;
import io.temoin.keystart.KeyFileCommand;
import java.io.PrintStream;

/** Seals the private key of the OpenDSR certificate with the key provider; it stays the same. */
public final class SealOpenDsrKeyCommand implements OfflineCommand {

    private static final KeyFileCommand FILE =
            new KeyFileCommand(
                    "retention",
                    "seal-opendsr-key",
                    OpenDsrKey.VARIABLE,
                    "opendsr-key.pem",
                    "the key that signs OpenDSR messages");

    @Override
    public String argument() {
        return FILE.command();
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        return FILE.seal(
                said, failed, (file, provider) -> OpenDsrKey.read(file).sealedBy(provider));
    }
}
