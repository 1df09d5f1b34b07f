// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.chassis.start.OfflineCommand;
import java.io.PrintStream;

/** Seals the keys of the logs with the key provider; they stay the same. */
public final class SealLogKeysCommand implements OfflineCommand {

    @Override
    public String argument() {
        return "seal-log-keys";
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        return CreateLogKeysCommand.FILE.seal(said, failed, LogKeys::sealed);
    }
}
