// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.temoin.platform.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A collector in the configuration: its address and certificate; the test lets it listen. */
public final class ConfiguredCollector implements QuarkusTestResourceLifecycleManager {

    /** The setting that tells the test where the collector's key is. */
    static final String FOLDER = "temoin.test.collector";

    /** Called by Quarkus, which makes its test resources by reflection. */
    public ConfiguredCollector() {}

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("collector");
            TlsCollector.certify(folder, "localhost");
            return Map.of(
                    FOLDER,
                    folder.toString(),
                    "temoin.audit.export.syslog.host",
                    "localhost",
                    "temoin.audit.export.syslog.port",
                    Integer.toString(FreePorts.any()),
                    "temoin.audit.export.syslog.trust-certificates",
                    TlsCollector.trust(folder).toString(),
                    "temoin.audit.export.syslog.retry-after",
                    "200ms",
                    "temoin.audit.export.syslog.attempts",
                    "20",
                    "temoin.audit.export.chunks-per-turn",
                    "2");
        } catch (IOException failure) {
            throw new IllegalStateException("a folder is made", failure);
        }
    }

    @Override
    public void stop() {
        // The folder goes with the machine's temporary files.
    }
}
