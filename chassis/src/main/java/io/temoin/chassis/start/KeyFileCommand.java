// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Makes a key file that one service has beside the keyset. An installation needs it before it has
 * anything else.
 */
public abstract class KeyFileCommand implements OfflineCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final String variable;
    private final String defaultFile;
    private final String content;

    /**
     * @param variable that names the file
     * @param defaultFile where it is if the variable is not set
     * @param content what its keys are, as in <em>the keys that sign receipts</em>
     */
    protected KeyFileCommand(String variable, String defaultFile, String content) {
        this.variable = variable;
        this.defaultFile = defaultFile;
        this.content = content;
    }

    /**
     * Makes the file with fresh keys, readable by its owner only.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    protected abstract void create(Path file);

    @Override
    public final int run(PrintStream said, PrintStream failed) {
        Path file =
                new SmallRyeConfigBuilder()
                        .addSystemSources()
                        .build()
                        .getOptionalValue(variable, Path.class)
                        .orElse(Path.of(defaultFile))
                        .toAbsolutePath();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            failed.printf("There is a file %s already. It was left unchanged.%n", file);
            return FAILED;
        }
        try {
            create(file);
            said.printf(
                    "The file %s with %s was created, readable by its owner only. Back it up before"
                            + " you start the service.%n",
                    file, content);
            return DONE;
        } catch (UncheckedIOException failure) {
            failed.println(failure.getMessage());
            return FAILED;
        }
    }
}
