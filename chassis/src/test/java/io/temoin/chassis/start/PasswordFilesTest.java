// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.chassis.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files win over variables, so sound variables prove nothing about them. */
class PasswordFilesTest {

    private static final String PASSWORD = "a-long-enough-password";
    private static final List<String> SERVING = ServiceCommand.SERVE.passwords();

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        for (String name : SERVING) {
            write(name, PASSWORD);
        }
    }

    @Test
    void soundFilesLetAServiceStart() {
        assertThatNoException().isThrownBy(() -> start(Map.of(), false));
    }

    @Test
    void aServiceDoesNotStartWithFilesThatAreMissingOrEmpty() throws IOException {
        write("TEMOIN_DB_FEED_PASSWORD", "");
        Files.delete(folder.resolve("TEMOIN_DB_KEYS_PASSWORD"));

        assertThatIllegalStateException()
                .isThrownBy(() -> start(Map.of(), false))
                .withMessageContaining(folder.resolve("TEMOIN_DB_FEED_PASSWORD") + " is empty")
                .withMessageContaining(folder.resolve("TEMOIN_DB_KEYS_PASSWORD") + " is missing")
                .withMessageContaining("temoin.allow-insecure=true");
    }

    /** They connect as the owners, with what is in their environment. */
    @Test
    void commandsNeedNoFiles() throws IOException {
        Files.delete(folder.resolve("TEMOIN_DB_KEYS_PASSWORD"));

        assertThatNoException()
                .isThrownBy(
                        () ->
                                start(
                                        Map.of(
                                                ServiceCommand.SETTING,
                                                "MIGRATE",
                                                "TEMOIN_DB_OWNER_PASSWORD",
                                                PASSWORD,
                                                "TEMOIN_DB_KEYS_OWNER_PASSWORD",
                                                PASSWORD),
                                        false));
    }

    /** A file is as good as the variable, for whoever takes the service over. */
    @Test
    void anOwnersPasswordIsRefusedInAFileToo() throws IOException {
        write("TEMOIN_DB_KEYS_OWNER_PASSWORD", PASSWORD);

        assertThatNoException().isThrownBy(() -> start(Map.of(), false)); // a warning
        assertThatIllegalStateException()
                .isThrownBy(() -> start(Map.of(), true))
                .withMessageContaining(
                        "TEMOIN_DB_KEYS_OWNER_PASSWORD must not be given to a running service");
    }

    private void start(Map<String, String> more, boolean refuseOwners) {
        Map<String, String> settings = new HashMap<>(more);
        SERVING.forEach(name -> settings.put(name, PASSWORD));
        settings.put("temoin.db.password-folder", folder.toString());
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 400))
                        .build();
        new StartupChecks(List.of(), config, new TestSettings(false, refuseOwners)).requireSecure();
    }

    private void write(String name, String content) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve(name), content),
                PosixFilePermissions.fromString("rw-------"));
    }
}
