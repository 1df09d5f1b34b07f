// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that make the key files which some services have beside the keyset. */
final class KeyFileCommands {

    private static final int DONE = 0;
    private static final int FAILED = 1;

    private KeyFileCommands() {}

    /** This service's, as they follow others in the usage. */
    static String usage() {
        return ofThisService().map(file -> " | " + file.argument()).collect(Collectors.joining());
    }

    private static Stream<FirstKeyFile> ofThisService() {
        return ServiceLoader.load(FirstKeyFile.class).stream().map(ServiceLoader.Provider::get);
    }

    /** The file that these arguments ask for. */
    static Optional<FirstKeyFile> askedFor(List<String> arguments) {
        return ofThisService()
                .filter(file -> arguments.equals(List.of(file.argument())))
                .findFirst();
    }

    /** Makes the file that the environment or a system property names. */
    static int run(FirstKeyFile keys, PrintStream said, PrintStream failed) {
        return run(
                keys,
                new SmallRyeConfigBuilder()
                        .addSystemSources()
                        .build()
                        .getOptionalValue(keys.variable(), Path.class)
                        .orElse(Path.of(keys.defaultFile())),
                said,
                failed);
    }

    /**
     * Makes the file.
     *
     * @return the code that the process ends with: 0 when the file was made
     */
    static int run(FirstKeyFile keys, Path file, PrintStream said, PrintStream failed) {
        Path absolute = file.toAbsolutePath();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            failed.printf("There is a file %s already. It was left unchanged.%n", absolute);
            return FAILED;
        }
        try {
            keys.create(file);
            said.printf(
                    "The file %s with %s was created, readable by its owner only. Back it up before"
                            + " you start the service.%n",
                    absolute, keys.content());
            return DONE;
        } catch (UncheckedIOException failure) {
            failed.println(failure.getMessage());
            return FAILED;
        }
    }
}
