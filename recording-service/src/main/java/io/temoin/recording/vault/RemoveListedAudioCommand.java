// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.chassis.start.OfflineCommand;
import io.temoin.recording.RecordingConfig;
import io.temoin.shredding.TenantId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * {@code remove-listed-audio}: removes all that is stored of the recordings on its standard input,
 * a line each: tenant and recording. For {@code temoin-admin remove-audio}, which lists those whose
 * key is gone: nothing here knows keys.
 */
public final class RemoveListedAudioCommand implements OfflineCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;

    /** Found by its name in {@code META-INF/services}. */
    public RemoveListedAudioCommand() {}

    @Override
    public String argument() {
        return "remove-listed-audio";
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        try {
            return run(VaultCommandSettings.read(), System.in, said);
        } catch (IOException | RuntimeException failure) {
            failed.println(
                    "Not all of the audio was removed; start it again to go on: "
                            + failure.getMessage());
            return FAILED;
        }
    }

    static int run(RecordingConfig config, InputStream listed, PrintStream said)
            throws IOException {
        try (BlobStore store = BlobStores.of(config);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(listed, StandardCharsets.UTF_8))) {
            store.requireReachable();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.strip().split(" ", -1);
                if (words.length != 2) {
                    throw new IllegalArgumentException(
                            "a line must have a tenant and a recording, not: " + line);
                }
                store.destroy(new TenantId(words[0]), UUID.fromString(words[1]));
                said.println(line.strip());
            }
        }
        return DONE;
    }
}
