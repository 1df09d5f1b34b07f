// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.keyproviders.SigningProvider;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.Tampered;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Makes a key file that one service has beside the keyset, or seals one. An installation needs it
 * before it has anything else, so nothing but the environment is read.
 *
 * @param service its short name, as in <em>consent</em>
 * @param command that makes the file
 * @param variable that names the file
 * @param defaultFile where it is if the variable is not set
 * @param content what its keys are, as in <em>the keys that sign receipts</em>
 */
public record KeyFileCommand(
        String service, String command, String variable, String defaultFile, String content) {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final String SEALED = ".sealed";

    /** Makes the content of a file. */
    public interface Creation {

        /**
         * The content of a fresh file.
         *
         * @param provider what seals it; {@code null} where no key provider is set
         * @throws IllegalArgumentException with a sentence, when the settings ask for what is not
         *     possible
         */
        byte[] content(@Nullable SigningProvider provider, Config settings);
    }

    /** Seals a file. */
    public interface Sealing {

        /** The content of the sealed file. */
        byte[] content(Path file, SigningProvider provider);
    }

    /**
     * Makes the file with fresh keys, readable by its owner only; with a key provider, sealed by
     * it.
     *
     * @return the code that the process ends with: 0 when it was done
     */
    public int create(PrintStream said, PrintStream failed, Creation creation) {
        return reported(
                failed,
                () -> {
                    Path file = requireNew(file());
                    KeyProviders providers = KeyProviders.ofEnvironment(service);
                    if (providers.isUsed()) {
                        NewKeyFile.write(
                                file, providers.once(each -> creation.content(each, settings())));
                        said.printf(
                                "The file %s with %s was created. It holds no private key in clear:"
                                        + " the key provider is needed to use it. Back it up before"
                                        + " you start the service.%n",
                                file, content);
                    } else {
                        NewKeyFile.write(file, creation.content(null, settings()));
                        said.printf(
                                "The file %s with %s was created, readable by its owner only. Back"
                                        + " it up before you start the service.%n",
                                file, content);
                    }
                });
    }

    /**
     * Seals the keys of the file with the key provider, into another file beside it: the keys stay
     * the same.
     *
     * @return the code that the process ends with: 0 when it was done
     */
    public int seal(PrintStream said, PrintStream failed, Sealing sealing) {
        return reported(
                failed,
                () -> {
                    Path file = file();
                    Path sealed = requireNew(Path.of(file + SEALED));
                    KeyProviders providers = KeyProviders.ofEnvironment(service);
                    NewKeyFile.write(sealed, providers.once(each -> sealing.content(file, each)));
                    said.printf(
                            "The file %s holds the same keys, sealed by the key provider. Have %s"
                                    + " name it, restart the service, and then destroy %s and its"
                                    + " copies.%n",
                            sealed, variable, file);
                });
    }

    /**
     * Requires the file to be there when a service starts.
     *
     * @throws IllegalStateException that says what to do, when it is not
     */
    public void requireExisting(Path file) {
        if (Files.notExists(file)) {
            throw new IllegalStateException(
                    "There is no file %s with %s (%s). Provide it, from a backup if necessary; a new"
                                    .formatted(file.toAbsolutePath(), content, variable)
                            + " installation creates one with 'java -jar quarkus-run.jar %s'."
                                    .formatted(command));
        }
    }

    private Path file() {
        return settings()
                .getOptionalValue(variable, Path.class)
                .orElse(Path.of(defaultFile))
                .toAbsolutePath();
    }

    private static Config settings() {
        return new SmallRyeConfigBuilder().addSystemSources().addDefaultInterceptors().build();
    }

    private static Path requireNew(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalStateException(
                    "The file %s already exists and was left unchanged.".formatted(file));
        }
        return file;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static int reported(PrintStream failed, Work work) {
        try {
            work.run();
            return DONE;
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | IllegalStateException
                | KeyProviderUnavailable
                | Tampered failure) {
            failed.println(failure.getMessage());
            return FAILED;
        }
    }
}
