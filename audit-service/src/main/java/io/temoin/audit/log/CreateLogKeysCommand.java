// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.chassis.start.OfflineCommand;
import io.temoin.keystart.KeyFileCommand;
import java.io.PrintStream;

/** Makes the first key of the logs; with a key provider, sealed by it. */
public final class CreateLogKeysCommand implements OfflineCommand {

    static final KeyFileCommand FILE =
            new KeyFileCommand(
                    "audit",
                    "create-log-keys",
                    "TEMOIN_LOG_KEY_FILE",
                    "audit-log-keys.pem",
                    "the keys that sign the logs");

    @Override
    public String argument() {
        return FILE.command();
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        return FILE.create(
                said,
                failed,
                (provider, _) ->
                        provider == null ? LogKeys.fresh() : LogKeys.freshSealed(provider));
    }
}
