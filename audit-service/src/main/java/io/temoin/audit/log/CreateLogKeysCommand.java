// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.chassis.start.KeyFileCommand;
import java.nio.file.Path;

/** Makes the first key of the logs. */
public final class CreateLogKeysCommand extends KeyFileCommand {

    public CreateLogKeysCommand() {
        super("TEMOIN_LOG_KEY_FILE", "audit-log-keys.pem", "the keys that sign the logs");
    }

    @Override
    public String argument() {
        return "create-log-keys";
    }

    @Override
    protected void create(Path file) {
        LogKeys.create(file);
    }
}
