// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.chassis.start.OfflineCommand;
import io.temoin.keystart.KeysetCommand;
import io.temoin.keystart.SharedPseudonymKey;
import io.temoin.shredding.keys.LocalKeyset;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Writes the key of pseudonyms from the keyset file into a file for retention-service. Where a key
 * provider wraps the keyset, the command of the same name needs the keys database.
 */
public final class SharePseudonymKeyCommand implements OfflineCommand {

    private static final String SERVICE = "consent";

    @Override
    public String argument() {
        return "share-pseudonym-key";
    }

    @Override
    public boolean isAskedFor(List<String> arguments) {
        return OfflineCommand.super.isAskedFor(arguments) && KeysetCommand.isOfFile();
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        Config settings =
                new SmallRyeConfigBuilder().addSystemSources().addDefaultInterceptors().build();
        return run(
                file(settings, "TEMOIN_KEYSET_FILE", KeysetCommand.DEFAULT_FILE),
                file(settings, SharedPseudonymKey.VARIABLE, SharedPseudonymKey.DEFAULT_FILE),
                said,
                failed);
    }

    /** Writes the key of the one file into the other. */
    static int run(Path keyset, Path file, PrintStream said, PrintStream failed) {
        try {
            return SharedPseudonymKey.of(SERVICE, LocalKeyset.read(keyset).pseudonymKey())
                    .share(file, said, failed);
        } catch (UncheckedIOException failure) {
            failed.println(failure.getMessage());
            return 1;
        }
    }

    private static Path file(Config settings, String variable, String otherwise) {
        return settings.getOptionalValue(variable, Path.class).orElse(Path.of(otherwise));
    }
}
