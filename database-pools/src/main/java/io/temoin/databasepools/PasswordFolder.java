// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import io.temoin.shredding.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The folder with files that are named as the environment variables of the passwords, win over
 * these, and may change at any time.
 */
public final class PasswordFolder {

    private static final String SETTING = "temoin.db.password-folder";

    private final Path folder;

    PasswordFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder that the settings name; none if they name none. */
    public static Optional<PasswordFolder> of(Config config) {
        return config.getOptionalValue(SETTING, String.class)
                .map(folder -> new PasswordFolder(Path.of(folder)));
    }

    /** Whether it has a file for a password. */
    public boolean has(String variable) {
        return Files.exists(file(variable));
    }

    /**
     * What is wrong with the files of these passwords, and what to do, a sentence each. A file is
     * looked at as a key file is: whoever reads it can do what the role can. No secret is quoted.
     *
     * @param shortest how many characters a password has at least
     */
    public List<String> complaints(List<String> variables, int shortest) {
        return variables.stream()
                .map(this::file)
                .flatMap(file -> complaint(file, shortest).stream())
                .toList();
    }

    Path file(String variable) {
        return folder.resolve(variable);
    }

    private static Optional<String> complaint(Path file, int shortest) {
        if (Files.notExists(file)) {
            return Optional.of(
                    file
                            + " is missing: create it with the role's password, as"
                            + " TEMOIN_DB_PASSWORD_FOLDER is set, or unset that.");
        }
        if (!Files.isReadable(file)) {
            return Optional.of(
                    file
                            + " cannot be read: give it to the user that the service runs as"
                            + " (Kubernetes: defaultMode 0440, with an fsGroup).");
        }
        try {
            KeyFile.requireOwnerOnly(file);
            int length = Files.readString(file).strip().length();
            if (length == 0) {
                return Optional.of(file + " is empty: write the role's password into it.");
            }
            return length < shortest
                    ? Optional.of(
                            "%s must contain at least %d characters.".formatted(file, shortest))
                    : Optional.empty();
        } catch (IOException failure) {
            return Optional.of(
                    "The password in %s cannot be used: %s.".formatted(file, failure.getMessage()));
        }
    }
}
