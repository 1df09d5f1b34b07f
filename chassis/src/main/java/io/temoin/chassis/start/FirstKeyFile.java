// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import java.nio.file.Path;

/**
 * A key file that one service has beside the keyset, and the command that makes it. Found by {@link
 * java.util.ServiceLoader}: an installation needs it before it has anything else, so nothing of the
 * service is started for it.
 */
public interface FirstKeyFile {

    /** The command's name on the command line. */
    String argument();

    /** The variable that names the file. */
    String variable();

    /** Where it is if the variable is not set. */
    String defaultFile();

    /** What its keys are, for what the command says: {@code the keys that sign receipts}. */
    String content();

    /**
     * Makes the file with fresh keys, readable by its owner only.
     *
     * @throws java.io.UncheckedIOException when it cannot be written, or something has this name
     *     already, which stays as it is
     */
    void create(Path file);
}
