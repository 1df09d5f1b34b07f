// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.chassis.start.FirstKeyFile;
import java.nio.file.Path;

/** The command that makes the first key of the logs. */
public final class FirstLogKeys implements FirstKeyFile {

    @Override
    public String argument() {
        return "create-log-keys";
    }

    @Override
    public String variable() {
        return "TEMOIN_LOG_KEY_FILE";
    }

    @Override
    public String defaultFile() {
        return "audit-log-keys.pem";
    }

    @Override
    public String content() {
        return "the keys that sign the logs";
    }

    @Override
    public void create(Path file) {
        LogKeys.create(file);
    }
}
