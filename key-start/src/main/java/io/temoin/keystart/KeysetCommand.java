// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.shredding.keys.LocalKeyset;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Makes the first keyset of a service. It starts nothing and connects to nothing: an installation
 * needs the file before it has a database, and needs no other setting for it.
 */
public final class KeysetCommand {

    /** Where the keyset is if no setting says so. */
    public static final String DEFAULT_FILE = "keyset.json";

    private static final String ARGUMENT = "create-keyset";
    private static final String PROVIDER = "temoin.key-provider.type";

    private static final int DONE = 0;
    private static final int FAILED = 1;

    private KeysetCommand() {}

    /** Whether these arguments ask for a file: where a provider wraps the keyset, they do not. */
    public static boolean isAskedFor(List<String> arguments) {
        return arguments.equals(List.of(ARGUMENT)) && isOfFile();
    }

    /** Whether the environment says that the keyset is a file. */
    public static boolean isOfFile() {
        return settings()
                .getOptionalValue(PROVIDER, KeyProviderConfig.Type.class)
                .filter(type -> type != KeyProviderConfig.Type.FILE)
                .isEmpty();
    }

    /**
     * Makes the file that the environment or a system property names.
     *
     * @return the code that the process ends with: 0 when the file was made
     */
    public static int run(Clock clock, PrintStream said, PrintStream failed) {
        return run(
                settings()
                        .getOptionalValue("temoin.keyset-file", String.class)
                        .map(Path::of)
                        .orElse(Path.of(DEFAULT_FILE)),
                clock,
                said,
                failed);
    }

    private static Config settings() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredConverters()
                .build();
    }

    /**
     * Makes the file.
     *
     * @return the code that the process ends with: 0 when the file was made
     */
    static int run(Path file, Clock clock, PrintStream said, PrintStream failed) {
        try {
            LocalKeyset.create(file, clock.instant());
            said.printf(
                    "The keyset %s was created, readable by its owner only. Back it up before you"
                            + " start the service: data encrypted with it cannot be decrypted"
                            + " without it.%n",
                    file.toAbsolutePath());
            return DONE;
        } catch (UncheckedIOException failure) {
            failed.println(failure.getMessage());
            return FAILED;
        }
    }
}
